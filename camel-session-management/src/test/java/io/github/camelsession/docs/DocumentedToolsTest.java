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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on editors and tools. */
class DocumentedToolsTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @TempDir
    private Path workspace;

    /** With the classes as they were just built, where the page has the jar of the local repository. */
    private void run(String script) throws Exception {
        Path unzip = Path.of("/usr/bin/unzip");
        assumeTrue(Files.isExecutable(unzip) || "true".equals(System.getenv("CI")), "unzip is not installed");
        Path jar = workspace.resolve("component.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        Path said = workspace.resolve("said");
        Process shell = new ProcessBuilder("bash", "-euc", "JAR=" + jar + "\n" + script)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shell.waitFor()).as(() -> Pages.text(said)).isZero();
    }

    @Test
    void settingOfTheEditorIsTheMetadataOfBothComponents() throws Exception {
        run(Document.TOOLS.block("sh", "extra-components").text().replaceFirst("JAR=.*\n", ""));

        JsonNode components = new ObjectMapper()
                .readTree(workspace.resolve(".vscode/settings.json").toFile())
                .path("camel.extra-components");
        assertThat(components.findValuesAsText("scheme")).containsExactly("session-management", "session-token");
        assertThat(components.get(0).at("/properties/operation/enum")).isNotEmpty();
    }

    @Test
    void workspaceOfKaotoGetsTheKamelets() throws Exception {
        run(Document.TOOLS.block("sh", "kamelets/*").text());

        assertThat(names(workspace.resolve("kamelets"))).isEqualTo(names(Path.of("src/main/resources/kamelets")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
