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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures all rows, or some: {@code mvn -Pbenchmark -pl camel-session-management/benchmarks -am verify},
 * with {@code -Dbenchmark=smoke} for a quick look whether everything runs, and {@code -Dbenchmark.rows=put,get} for some.
 *
 * <p>The result is {@code target/benchmark/results.json}, and after a full run of all rows the page and the picture
 * among the component's documents. The row {@code capacity} has a page of its own. A full run ends with a status other than 0 if a target is missed that is not among the
 * {@link DocumentedMisses}.
 */
final class Benchmarks {
    private final Effort effort;
    private final Consumer<String> progress;

    Benchmarks(Effort effort, Consumer<String> progress) {
        this.effort = effort;
        this.progress = progress;
    }

    public static void main(String[] args) {
        try {
            System.exit(run() ? 0 : 1);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(2);
        }
    }

    private static boolean run() throws Exception {
        Locale.setDefault(Locale.ROOT);
        Effort effort = Effort.valueOf(System.getProperty("benchmark", "full").toUpperCase(Locale.ROOT));
        String rows = System.getProperty("benchmark.rows", "all");
        Path output = Path.of(System.getProperty("benchmark.output", "target/benchmark"));
        Path docs = Path.of(System.getProperty("benchmark.docs", "../src/main/docs"));
        Benchmarks benchmarks = new Benchmarks(effort, System.out::println);
        List<Result> results = benchmarks.measure(Rows.named(rows));
        Report report = new Report(results, Machine.here());
        report.writeJson(output.resolve("results.json"));
        if (effort == Effort.FULL && rows.equals("all")) {
            report.writePage(docs);
        }
        CapacityPage capacity = new CapacityPage(report);
        if (effort == Effort.FULL && capacity.isMeasured()) {
            capacity.writeInto(docs);
        }
        return effort == Effort.SMOKE || benchmarks.passed(results);
    }

    List<Result> measure(List<Row> rows) throws Exception {
        List<Result> results = new ArrayList<>();
        long start = System.nanoTime();
        for (Row row : rows) {
            progress.accept("[%4d s] %s …".formatted(secondsSince(start), row.name()));
            row.measure(effort, result -> {
                progress.accept("         " + result.line());
                results.add(result);
            });
        }
        progress.accept("[%4d s] done".formatted(secondsSince(start)));
        return results;
    }

    private static long secondsSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    /** Says what was missed, and why if that is known. */
    boolean passed(List<Result> results) {
        boolean passed = true;
        for (Result miss : results) {
            if (miss.verdict() == Verdict.MISSED) {
                String reason = DocumentedMisses.reasonFor(miss);
                progress.accept("MISSED " + miss.line() + (reason == null ? "" : ". Documented: " + reason));
                passed &= reason != null;
            }
        }
        return passed;
    }
}
