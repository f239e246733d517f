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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables say what is there: nothing is missing, nothing is left of what was there once. */
class DocumentedTablesTest {
    private static final String METADATA = "/META-INF/io/github/camelsession/component/session-management.json";

    private static Map<String, String> generated(String group) throws IOException {
        try (InputStream json = DocumentedTablesTest.class.getResourceAsStream(METADATA)) {
            Map<String, String> defaults = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> option :
                    new ObjectMapper().readTree(json).path(group).properties()) {
                defaults.put(
                        option.getKey(), option.getValue().path("defaultValue").asText(""));
            }
            return defaults;
        }
    }

    private static Map<String, String> documented(List<List<String>> table) {
        Map<String, String> defaults = new LinkedHashMap<>();
        table.forEach(row -> assertThat(defaults.put(row.get(0), row.get(1)))
                .as("option %s stands there twice", row.get(0))
                .isNull());
        return defaults;
    }

    private static List<String> firstColumn(List<List<String>> table) {
        return table.stream().map(row -> row.get(0)).toList();
    }

    private static List<List<String>> options(Document document, String section) {
        return document == Document.README
                ? document.table(section, "option", "default", "meaning")
                : document.table(section, "Name", "Default", "Description");
    }

    @ParameterizedTest
    @EnumSource(names = {"README", "PAGE"})
    void endpointOptionsAreThoseOfTheGeneratedMetadata(Document document) throws IOException {
        String section = document == Document.README ? "Options of a step" : "Endpoint options";
        assertThat(documented(options(document, section))).containsExactlyInAnyOrderEntriesOf(generated("properties"));
    }

    @ParameterizedTest
    @EnumSource(names = {"README", "PAGE"})
    void componentOptionsAreThoseOfTheGeneratedMetadata(Document document) throws IOException {
        String section = document == Document.README ? "Options of the component" : "Component options";
        assertThat(documented(options(document, section)))
                .containsExactlyInAnyOrderEntriesOf(generated("componentProperties"));
    }

    @ParameterizedTest
    @EnumSource(names = {"README", "PAGE"})
    void headersAreThoseOfTheGeneratedMetadata(Document document) throws IOException {
        List<List<String>> headers = document == Document.README
                ? document.table("Options of a step", "header", "direction", "meaning")
                : document.table("Message headers", "Name", "Type", "Description");
        assertThat(firstColumn(headers))
                .containsExactlyElementsOf(generated("headers").keySet());
    }

    @ParameterizedTest
    @EnumSource(names = {"README", "PAGE"})
    void operationsAreThoseThatThereAre(Document document) {
        List<List<String>> operations = document == Document.README
                ? document.table("Operations", "operation", "body before", "session after", "body after")
                : document.table("Operations", "Operation", "Body before", "Session after", "Body after");
        assertThat(firstColumn(operations))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(SessionOperation.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"README", "PAGE"})
    void errorsAreTheExceptionsThatThereAre(Document document) {
        assertThat(firstColumn(errors(document)))
                .containsExactlyInAnyOrderElementsOf(new ClassFileImporter()
                        .importPackagesOf(SessionManagementException.class).stream()
                                .filter(type -> type.isAssignableTo(SessionManagementException.class))
                                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getSimpleName)
                                .toList());
    }

    @Test
    void errorsHaveTheSameAnswersOnBothPages() {
        Map<String, String> readme = new LinkedHashMap<>();
        errors(Document.README).forEach(row -> readme.put(row.get(0), row.get(2)));
        assertThat(errors(Document.PAGE)).allSatisfy(row -> assertThat(readme).containsEntry(row.get(0), row.get(2)));
    }

    static List<List<String>> errors(Document document) {
        return document == Document.README
                ? document.table("Errors", "exception", "when", "usual HTTP answer")
                : document.table("Errors", "Exception", "When", "Usual HTTP answer");
    }

    @Test
    void reasonsStandInTheOrderOfTheChecks() {
        assertThat(firstColumn(Document.PAGE.table("What is checked", "Reason", "When")))
                .containsExactlyElementsOf(
                        Stream.of(DenialReason.values()).map(Enum::name).toList());
    }
}
