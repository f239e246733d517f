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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links, anchors, images and includes of every page lead to something that is in the repository. */
class DocumentedLinksTest {
    private static final Pattern MARKDOWN = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ASCIIDOC =
            Pattern.compile("(?:\\bxref:|\\blink:|\\bimage::?|\\binclude::)([^\\[\\s]+)\\[|<<([^>,]+)[^>]*>>");

    private static final Path CONTRIBUTING = Pages.ROOT.resolve(".github/CONTRIBUTING.md");
    private static final Path DOCS = Document.PAGE.path().getParent().toAbsolutePath();

    /** @param target as it is written */
    record Link(Path page, String target) {
        Path file() {
            String path = target.replaceFirst("#.*", "");
            return path.isEmpty() ? page : page.resolveSibling(path).normalize();
        }

        String anchor() {
            return target.contains("#") ? target.replaceFirst(".*#", "") : "";
        }

        @Override
        public String toString() {
            return Pages.ROOT.relativize(page) + ": " + target;
        }
    }

    static List<Link> links() {
        return Pages.all().stream()
                .flatMap(DocumentedLinksTest::linksOf)
                .filter(link -> !link.target().matches("(https?|mailto):.*"))
                .toList();
    }

    private static Stream<Link> linksOf(Path page) {
        if (Pages.isMarkdown(page)) {
            return MARKDOWN.matcher(Pages.prose(page)).results().map(found -> new Link(page, found.group(1)));
        }
        return ASCIIDOC.matcher(Pages.prose(page))
                .results()
                .map(found -> new Link(page, found.group(1) != null ? found.group(1) : "#" + found.group(2)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void linkLeadsSomewhere(Link link) {
        assertThat(link.file()).exists();
        assertThat(link.file()).startsWith(Pages.ROOT);
        if (!link.anchor().isEmpty()) {
            assertThat(Pages.anchors(link.file())).contains(link.anchor());
        }
    }

    @Test
    void linksOfEachKindAreFound() {
        assertThat(links())
                .extracting(Link::target)
                .anyMatch(target -> target.endsWith(".svg"))
                .anyMatch(target -> target.contains(".adoc#_"))
                .anyMatch(target -> target.startsWith("#"))
                .anyMatch(target -> target.contains("README.md#"))
                .hasSizeGreaterThan(50);
    }

    @Test
    void anchorsAreThoseThatGitHubMakes() {
        assertThat(Pages.anchors(Document.TOKENS.path().toAbsolutePath())).contains("_log_in", "_a_jwtprocessor");
        assertThat(Pages.anchors(Pages.ROOT.resolve("README.md")))
                .contains("local-or-global", "contributing-security-licence");
    }

    @Test
    void readmeLeadsToEveryPage() {
        assertThat(Pages.all().stream().filter(page -> page.startsWith(DOCS.normalize())))
                .hasSizeGreaterThan(10)
                .allSatisfy(page -> assertThat(links())
                        .filteredOn(link -> link.page().equals(Pages.ROOT.resolve("README.md")))
                        .anyMatch(link -> link.file().equals(page)));
    }

    @Test
    void everyPageOfThePackageIsExecuted() {
        assertThat(Pages.all().stream()
                        .filter(page -> page.startsWith(DOCS.normalize()))
                        .filter(page -> !page.endsWith("session-management-benchmarks.adoc")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Document.values())
                        .map(document -> document.path().toAbsolutePath().normalize())
                        .filter(page -> page.startsWith(DOCS.normalize()))
                        .toList());
    }

    static List<String> classes() {
        return Pattern.compile("`([A-Z][a-z]+[A-Z]\\w+)`")
                .matcher(Pages.prose(CONTRIBUTING))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !name.equals("AggregationRepository"))
                .distinct()
                .toList();
    }

    /** The map of the code is no older than the code. */
    @ParameterizedTest
    @MethodSource("classes")
    void classThatTheMapNamesExists(String name) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            assertThat(sources).anyMatch(source -> source.endsWith(name + ".java"));
        }
    }

    static List<String> folders() {
        return Pattern.compile("(?m)^\\d+\\. `([a-z/]+)/`")
                .matcher(Pages.prose(CONTRIBUTING))
                .results()
                .map(folder -> folder.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void folderThatTheMapNamesExists(String name) {
        assertThat(Path.of("src/main/java/io/github/camelsession", name)).isDirectory();
    }

    @Test
    void everyExampleHasAReadme() {
        assertThat(Pattern.compile("<module>(.*)</module>")
                        .matcher(Pages.text(Pages.ROOT.resolve("examples/pom.xml")))
                        .results()
                        .map(module -> Pages.ROOT
                                .resolve("examples")
                                .resolve(module.group(1))
                                .resolve("README.md")))
                .hasSizeGreaterThan(4)
                .allMatch(Files::exists);
    }
}
