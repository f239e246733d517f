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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the security page claims is tested has a test of that name. */
class DocumentedTestsTest {
    private static final Path TESTS = Path.of("src", "test", "java", "io", "github", "camelsession");
    private static final Path CORPUS =
            Path.of("src", "test", "resources", "io", "github", "camelsession", "hostile", "hostile-tokens.txt");

    /** A class below the base package, and maybe a method of it. */
    private static final Pattern TEST =
            Pattern.compile("\\b((?:[a-z]+\\.)*[A-Z]\\w*(?:Test|Contract|Check))(?:\\.([a-z]\\w*))?");

    private static final Pattern SECTION = Pattern.compile("corpus ((?:\"[^\"]+\"(?:, )?)+)");
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,5}");

    private static Stream<String> rows() {
        return Document.SECURITY.lines().stream().filter(line -> line.startsWith("| "));
    }

    static List<String> tests() {
        return Document.SECURITY.lines().stream()
                .flatMap(line -> TEST.matcher(line).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    static List<String> sections() {
        return rows().flatMap(row -> SECTION.matcher(row).results())
                .flatMap(found -> Stream.of(found.group(1).split("\", \"")))
                .map(section -> section.replaceAll("\"(, )?", ""))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void namedTestExists(String test) throws IOException {
        Matcher name = TEST.matcher(test);
        assertThat(name.matches()).isTrue();
        Path file = TESTS.resolve(name.group(1).replace('.', '/') + ".java");
        assertThat(file).exists();
        if (name.group(2) != null) {
            assertThat(Files.readString(file)).contains("void " + name.group(2) + "(");
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void namedPartOfTheCorpusExists(String section) throws IOException {
        assertThat(Files.readString(CORPUS)).containsIgnoringCase(section);
    }

    @Test
    void thereIsATestBehindEachThreat() {
        List<List<String>> threats = Document.SECURITY.table(
                "Threats, and the test that covers each", "threat", "what stands against it", "test");
        assertThat(threats)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(row.get(2)).containsPattern(TEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CVE-2025-27636",
                "CVE-2025-29891",
                "CVE-2025-30177",
                "CVE-2026-40453",
                "CVE-2024-22369",
                "CVE-2024-23114",
                "CVE-2026-25747",
                "CVE-2026-40858",
                "CVE-2026-43865"
            })
    void advisoryHasARow(String advisory) {
        assertThat(rows().filter(row -> CVE.matcher(row.split("\\|")[1]).find()))
                .anyMatch(row -> row.split("\\|")[1].contains(advisory));
    }

    @Test
    void reportingPageLeadsHere() throws IOException {
        assertThat(Files.readString(Path.of("..", ".github", "SECURITY.md")))
                .contains("../camel-session-management/src/main/docs/session-management-security.adoc");
        assertThat(Document.SECURITY.lines()).isNotEmpty();
    }
}
