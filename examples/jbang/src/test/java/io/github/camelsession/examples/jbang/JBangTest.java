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
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in {@code app/} under Camel JBang, which gets the component as it was just built, and nothing else of us. */
class JBangTest {
    private static final String CART = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";

    private static Workspace workspace;
    private static RunningCamel camel;

    @BeforeAll
    static void runApplication() throws Exception {
        workspace = Workspace.prepare();
        camel = RunningCamel.start(workspace);
    }

    @AfterAll
    static void stopApplication() throws InterruptedException {
        camel.close();
    }

    @Test
    void cartComesBackInALaterRequest() throws Exception {
        String token = camel.login("alice");

        assertThat(camel.send("PUT", "/cart", token, CART).statusCode()).isEqualTo(204);

        assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo(CART);
    }

    @Test
    void cartsOfTwoUsersStayApart() throws Exception {
        camel.send("PUT", "/cart", camel.login("alice"), CART);

        assertThat(camel.send("GET", "/cart", camel.login("bob"), "").body()).isEqualTo("{}");
    }

    @Test
    void deletedCartIsGone() throws Exception {
        String token = camel.login("alice");
        camel.send("PUT", "/cart", token, CART);

        assertThat(camel.send("DELETE", "/cart", token, "").statusCode()).isEqualTo(204);

        assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo("{}");
    }

    @Test
    void sessionIsEmptyAfterLogout() throws Exception {
        String token = camel.login("alice");
        camel.send("PUT", "/cart", token, CART);

        assertThat(camel.send("DELETE", "/session", token, "").statusCode()).isEqualTo(204);

        assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo("{}");
    }

    @Test
    void withoutTokenAnswerIs401() throws Exception {
        for (HttpResponse<String> answer : List.of(
                camel.send("PUT", "/cart", null, CART),
                camel.send("GET", "/cart", null, ""),
                camel.send("DELETE", "/cart", null, ""),
                camel.send("DELETE", "/session", null, ""))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void bodyWithoutCartIs400() throws Exception {
        String token = camel.login("alice");

        assertThat(camel.send("PUT", "/cart", token, "{\"card\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(camel.send("PUT", "/cart", token, "[").statusCode()).isEqualTo(400);
    }

    @Test
    void noAnswerSendsTheTokenBack() throws Exception {
        String token = camel.login("alice");

        for (HttpResponse<String> answer : List.of(
                camel.send("PUT", "/cart", token, CART),
                camel.send("GET", "/cart", token, ""),
                camel.send("PUT", "/cart", token, "["),
                camel.send("DELETE", "/session", token, ""))) {
            assertThat(answer.headers().map().toString() + answer.body()).doesNotContain(token);
        }
    }

    @Test
    void componentComesFromTheRepositoryOfThisBuild() {
        assertThat(camel.output())
                .anyMatch(line -> line.contains("Downloaded: io.github.camelsession:camel-session-management:")
                        && line.contains("@file:"));
    }

    @Test
    void applicationWantsTheVersionThatIsBuilt() throws Exception {
        assertThat(Workspace.version(workspace.app())).isEqualTo(System.getProperty("project.version"));
    }

    @Test
    void onlyThisMachineGetsIn() {
        assertThat(camel.output())
                .anyMatch(line ->
                        line.contains("HttpServer started on " + camel.url().substring("http://".length())));
    }

    @Test
    void portInUseIsSeenBeforeJBangIsStarted() {
        assertThat(App.isFree(URI.create(camel.url()).getPort())).isFalse();
    }

    @Test
    void linesToTryHaveTheRightAddressAndTheSecretIsMasked() {
        assertThat(camel.output())
                .anyMatch(line -> line.startsWith("TOKEN=$(curl") && line.contains(camel.url() + "/login/alice"))
                .anyMatch(line -> line.endsWith("secretKey = xxxxxx"));
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
