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

import static io.github.camelsession.docs.Document.PAGE;
import static io.github.camelsession.docs.Document.README;
import static io.github.camelsession.docs.Document.STORES;
import static io.github.camelsession.docs.Document.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables say what is there: nothing is missing, nothing is left of what was there once. */
class DocumentedTablesTest {
    private static final String METADATA = "/META-INF/io/github/camelsession/component/session-management.json";

    /** What the metadata says of an option; the type as Camel's pages show it. */
    private record Option(String defaultValue, String type) {}

    private static Map<String, Option> generated(String group) throws IOException {
        try (InputStream json = DocumentedTablesTest.class.getResourceAsStream(METADATA)) {
            Map<String, Option> options = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> option :
                    new ObjectMapper().readTree(json).path(group).properties()) {
                options.put(
                        option.getKey(),
                        new Option(
                                option.getValue().path("defaultValue").asText(""),
                                withoutPackages(
                                        option.getValue().path("javaType").asText())));
            }
            return options;
        }
    }

    private static String withoutPackages(String javaType) {
        return javaType.replaceAll("\\b(\\w+\\.)+", "");
    }

    private static Map<String, Option> documented(String section) {
        Map<String, Option> options = new LinkedHashMap<>();
        PAGE.table(section, "Name", "Description", "Default", "Type")
                .forEach(row -> assertThat(options.put(row.get(0), new Option(row.get(2), row.get(3))))
                        .as("option %s stands there twice", row.get(0))
                        .isNull());
        return options;
    }

    private static List<String> firstColumn(List<List<String>> table) {
        return table.stream().map(row -> row.get(0)).toList();
    }

    private static List<String> operations() {
        return Stream.of(SessionOperation.values()).map(Enum::name).toList();
    }

    static List<List<String>> errors() {
        return PAGE.table("Errors", "Exception", "When", "Usual HTTP answer");
    }

    @ParameterizedTest
    @CsvSource({"Endpoint options, properties", "Component options, componentProperties"})
    void optionsAreThoseOfTheGeneratedMetadata(String section, String group) throws IOException {
        assertThat(documented(section)).containsExactlyInAnyOrderEntriesOf(generated(group));
    }

    @Test
    void headersAreThoseOfTheGeneratedMetadata() throws IOException {
        Map<String, Option> headers = new LinkedHashMap<>();
        PAGE.table("Message headers", "Name", "Description", "Type")
                .forEach(row -> headers.put(row.get(0), new Option("", row.get(2))));
        assertThat(headers).containsExactlyEntriesOf(generated("headers"));
    }

    @Test
    void operationsAreThoseThatThereAre() {
        assertThat(firstColumn(PAGE.table(
                        "Operations", "Operation", "Fields of the message before", "Session after", "Message after")))
                .containsExactlyInAnyOrderElementsOf(operations());
    }

    @Test
    void readmeHasALineForEachOperation() {
        assertThat(README.items("Operations"))
                .map(item -> item.replaceFirst("`(\\w+)`.*", "$1"))
                .containsExactlyInAnyOrderElementsOf(operations());
    }

    @Test
    void readmeHasALineForEachStore() {
        List<String> stores = firstColumn(STORES.table(
                "What each store promises",
                "Store",
                "Safe updates on one node",
                "Safe updates across nodes",
                "Survives",
                "Time-outs to set",
                "Tested with"));
        assertThat(stores).hasSizeGreaterThan(5);
        assertThat(README.items("Stores"))
                .map(item -> item.replaceFirst(":.*", "").toLowerCase(Locale.ROOT))
                .containsExactlyElementsOf(stores.stream()
                        .map(store -> store.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The figures of the README are those of the page that the benchmarks write. */
    @Test
    void ratiosOfTheReadmeStandOnThePageOfTheBenchmarks() throws IOException {
        String section = String.join("\n", README.lines())
                .replaceFirst("(?s).*\n## How fast it is\n", "")
                .replaceFirst("(?s)\n## .*", "");
        String page = Files.readString(PAGE.path().resolveSibling("session-management-benchmarks.adoc"));
        List<String> figures = Pattern.compile("\\d+\\.\\d+(×| ms)")
                .matcher(section)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(figures).hasSizeGreaterThan(4).allMatch(page::contains);
    }

    @Test
    void kameletsAreThoseOfTheJarWithTheirParameters() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        PAGE.table("Kamelets", "Kamelet", "Parameters")
                .forEach(row -> documented.put(row.get(0), Set.of(row.get(1).split(", "))));
        Map<String, Set<String>> kamelets = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "kamelets"))) {
            for (Path file : files.toList()) {
                JsonNode kamelet = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
                Set<String> parameters = new HashSet<>();
                kamelet.at("/spec/definition/properties").fieldNames().forEachRemaining(parameters::add);
                kamelets.put(kamelet.at("/metadata/name").asText(), parameters);
            }
        }
        assertThat(documented).isEqualTo(kamelets);
    }

    @Test
    void errorsAreTheExceptionsThatThereAre() {
        assertThat(firstColumn(errors()))
                .containsExactlyInAnyOrderElementsOf(new ClassFileImporter()
                        .importPackagesOf(SessionManagementException.class).stream()
                                .filter(type -> type.isAssignableTo(SessionManagementException.class))
                                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getSimpleName)
                                .toList());
    }

    @Test
    void reasonsStandInTheOrderOfTheChecks() {
        assertThat(firstColumn(TOKENS.table("What is checked", "Reason", "When")))
                .containsExactlyElementsOf(
                        Stream.of(DenialReason.values()).map(Enum::name).toList());
    }
}
