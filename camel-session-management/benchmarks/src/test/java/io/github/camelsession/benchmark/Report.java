/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.camelsession.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results for programs, and for people. */
record Report(List<Result> results, Machine machine) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void writeJson(Path file) throws IOException {
        write(file, json() + "\n");
    }

    void writePage(Path docs) throws IOException {
        Report others = withoutCapacity();
        write(docs.resolve("session-management-benchmarks.adoc"), new Page(others).text());
        write(docs.resolve("images/benchmarks.svg"), Picture.of(others.results).svg());
    }

    /** What sizing needs is on a page of its own. */
    private Report withoutCapacity() {
        return new Report(
                results.stream().filter(result -> !CapacityPage.isOnIt(result)).toList(), machine);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    String json() throws IOException {
        ObjectNode report = JSON.createObjectNode();
        ObjectNode facts = report.putObject("machine");
        machine.facts().forEach(facts::put);
        ArrayNode rows = report.putArray("results");
        results.forEach(result -> addTo(rows, result));
        return JSON.writeValueAsString(report);
    }

    private static void addTo(ArrayNode rows, Result result) {
        ObjectNode row = rows.addObject()
                .put("id", result.id())
                .put("what", result.what())
                .put("against", result.against())
                .put("target", result.targetText())
                .put("measured", result.measured())
                .put("verdict", result.verdict().words());
        if (result.spread().isKnown()) {
            row.putObject("spread")
                    .put("low", result.spread().low())
                    .put("high", result.spread().high());
        }
        addTo(row.putObject("ours"), result.ours());
        if (result.isCompared()) {
            addTo(row.putObject("theirs"), result.theirs());
        }
    }

    private static void addTo(ObjectNode object, Figure figure) {
        object.put("score", figure.score()).put("unit", figure.unit());
        if (!Double.isNaN(figure.error())) {
            object.put("error", figure.error());
        }
    }
}
