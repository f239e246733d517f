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
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.docs.Document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all blocks, and for those that are neither configuration nor routes. */
class DocumentedBlocksTest {
    private static final Path HERE = Path.of("src", "test", "java", "io", "github", "camelsession", "docs");

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    static List<Block> java() {
        return Document.all("java").toList();
    }

    static List<Block> dependencies() {
        return Document.all("xml")
                .filter(block -> block.text().startsWith("<dependency>"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyBlockSaysWhatItIsAndTestsKnowIt(Document document) {
        assertThat(document.blocks())
                .matches(blocks -> document == Document.LIMITATIONS || !blocks.isEmpty())
                .allSatisfy(block ->
                        assertThat(block.language()).isIn("yaml", "xml", "java", "properties", "sh", "sql", "text"));
    }

    @Test
    void readmeShowsARouteWithinItsFirst25Lines() {
        Block first = README.blocks().get(0);
        assertThat(first.language()).isEqualTo("yaml");
        assertThat(first.lastLine()).isLessThanOrEqualTo(25);
    }

    @Test
    void readmeStaysShort() {
        // But for the table, which a script writes.
        assertThat(README.lines().stream().filter(line -> !line.matches("\\|( Camel | 4[.]|---[|]---[|]---[|]-).*")))
                .hasSizeLessThan(250);
    }

    @Test
    void readmeHasTheCommandThatTheBuildServerRuns() throws IOException {
        assertThat(Files.readString(Path.of("..", ".ci", "run"))).containsPattern("(?m)^mvn -B -ntp verify( |$)");
        assertThat(README.block("sh", "mvn -B -ntp verify").text())
                .contains("mvn -q -Prun -pl examples/quickstart -am");
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaIsTheCompiledOne(Block block) throws IOException {
        boolean isTest = block.text().contains("extends CamelTestSupport");
        Path compiled = HERE.resolve(isTest ? "CartRouteTest.java" : "Snippets.java");
        assertThat(withoutSpace(Files.readString(compiled))).contains(withoutSpace(block.text()));
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void dependencyIsThisModule(Block block) throws IOException {
        String pom = withoutSpace(Files.readString(Path.of("pom.xml")));
        String version = pom.replaceFirst(".*?<version>(.*?)</version>.*", "$1");
        assertThat(withoutSpace(block.text()))
                .isEqualTo("<dependency><groupId>io.github.camelsession</groupId>"
                        + "<artifactId>camel-session-management</artifactId><version>" + version
                        + "</version></dependency>");
    }

    @Test
    void bothPagesShowHowToDependOnIt() {
        assertThat(dependencies()).extracting(Block::document).containsExactlyInAnyOrder(README, PAGE);
    }
}
