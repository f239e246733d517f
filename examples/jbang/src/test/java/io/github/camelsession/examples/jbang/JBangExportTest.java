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
package io.github.camelsession.examples.jbang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in {@code app/} as a Maven project that Camel JBang makes of them. */
class JBangExportTest {
    private static Workspace workspace;

    @BeforeAll
    static void prepareWorkspace() throws IOException {
        workspace = Workspace.prepare();
    }

    @Test
    void applicationWantsTheVersionThatIsBuilt() throws Exception {
        assertThat(Workspace.version(workspace.app())).isEqualTo(System.getProperty("project.version"));
    }

    @Test
    void exportedProjectCompiles() throws Exception {
        succeed(workspace.export());

        Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
        succeed(new ProcessBuilder(
                        maven.toString(),
                        "-q",
                        "-B",
                        "-ntp",
                        "compile",
                        "-Dmaven.repo.local=" + workspace.localRepository())
                .directory(workspace.exported().toFile()));

        assertThat(workspace.exported().resolve("pom.xml")).content().contains("camel-session-management");
        assertThat(workspace.exported().resolve("target/classes/org/example/exported/Routes.class"))
                .exists();
    }

    private static void succeed(ProcessBuilder builder) throws IOException, InterruptedException {
        Path said = Files.createTempFile("jbang", ".log");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as(() -> builder.command() + " said:\n" + text(said))
                    .isTrue();
        } finally {
            Files.delete(said);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
