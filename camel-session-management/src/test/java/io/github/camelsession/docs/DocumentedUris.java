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
package io.github.camelsession.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The URIs and properties of this component that users are shown: in the README, the pages, the examples, the Kamelets. */
final class DocumentedUris {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** What follows the scheme in an option's name, a sentence or a class name is no URI. */
    private static final Pattern URI =
            Pattern.compile("(?<![\\w.:/-])session-(?:management|token):[^\\s\"'<>`\\])]*\\?[^\\s\"'<>`\\])]*");

    private static final Pattern PROPERTY =
            Pattern.compile("(?m)^(camel\\.component\\.session-(?:management|token)\\.[\\w-]+)\\s*=\\s*(.*)$");

    /** A text that shows a URI, and where it stands. */
    record Shown(String where, String text) {}

    private DocumentedUris() {}

    static Stream<Shown> uris() {
        return texts().flatMap(text -> Stream.concat(
                found(URI, text)
                        .map(match -> new Shown(text.where(), match.group().replace("&amp;", "&"))),
                steps(text)));
    }

    static Stream<Shown> properties() {
        return texts().flatMap(text ->
                found(PROPERTY, text).map(match -> new Shown(text.where(), match.group(1) + "=" + match.group(2))));
    }

    private static Stream<MatchResult> found(Pattern pattern, Shown text) {
        return pattern.matcher(text.text()).results();
    }

    private static Stream<Shown> texts() {
        Stream<Shown> blocks = Stream.of(Document.values())
                .flatMap(document -> document.blocks().stream())
                .filter(block -> !block.language().equals("text"))
                .map(block -> new Shown(block.toString(), block.text()));
        return Stream.concat(
                blocks,
                Stream.of(Path.of("..", "examples"), Path.of("src", "main")).flatMap(DocumentedUris::files));
    }

    private static Stream<Shown> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Shown> texts = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("target"))
                    .filter(file -> file.toString().matches(".*\\.(yaml|xml|java|properties)"))
                    .map(file -> new Shown(file.toString(), read(file)))
                    .toList();
            return texts.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps in YAML whose options stand below {@code parameters}. */
    private static Stream<Shown> steps(Shown text) {
        if (!text.text().contains("parameters")) {
            return Stream.empty();
        }
        try {
            return YAML.readTree(text.text()).findParents("parameters").stream()
                    .filter(step -> step.path("uri").asText().matches("session-(management|token):.*"))
                    .map(step -> new Shown(text.where(), uriOf(step)));
        } catch (JsonProcessingException notYaml) {
            return Stream.empty();
        }
    }

    private static String uriOf(JsonNode step) {
        return step.path("parameters").properties().stream()
                .map(DocumentedUris::option)
                .collect(Collectors.joining("&", step.path("uri").asText() + "?", ""));
    }

    private static String option(Map.Entry<String, JsonNode> option) {
        return option.getKey() + "=" + option.getValue().asText();
    }
}
