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

import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands of every page name modules, profiles, properties, tests and files that exist; those of the README are run. */
class DocumentedShellTest {
    /** Maven's own. */
    private static final Set<String> PROPERTIES_OF_MAVEN = Set.of("skipTests", "maven.test.skip", "test");

    private @TempDir Path directory;

    /** A command of the page, and a name in it. */
    record Named(Path page, String name) {
        @Override
        public String toString() {
            return Pages.ROOT.relativize(page) + ": " + name;
        }
    }

    private static List<Named> named(String pattern) {
        return Pages.all().stream()
                .flatMap(page -> Pattern.compile(pattern)
                        .matcher(Pages.shell(page))
                        .results()
                        .map(found -> new Named(page, found.group(1)))
                        .distinct())
                .toList();
    }

    static List<Named> modules() {
        return named("(?<= )-pl ([\\w/-]+)");
    }

    static List<Named> profiles() {
        return named("(?<= )-P(\\w+)");
    }

    static List<Named> properties() {
        return named("(?<= )-D([\\w.]+)").stream()
                .filter(property -> !PROPERTIES_OF_MAVEN.contains(property.name()))
                .toList();
    }

    static List<Named> tests() {
        return named("-Dtest='?([\\w#]+)");
    }

    static List<Named> files() {
        // The folder of the first application is the reader's.
        return named("(?m)^(?:cd )?(\\.ci/\\w+|(?<=cd )[\\w/-]+)").stream()
                .filter(file ->
                        !file.page().endsWith(Document.FIRST_APPLICATION.path().getFileName()))
                .toList();
    }

    private static List<Path> sources(String name) {
        try (Stream<Path> files = Files.walk(Pages.ROOT)) {
            return files.filter(file -> file.toString().matches(name))
                    .filter(file -> !Pages.ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleExists(Named module) {
        assertThat(Pages.ROOT.resolve(module.name()).resolve("pom.xml")).exists();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profileExists(Named profile) {
        assertThat(sources(".*/pom\\.xml"))
                .extracting(Pages::text)
                .anyMatch(pom -> Pattern.compile("<profile>\\s*<id>" + profile.name() + "</id>")
                        .matcher(pom)
                        .find());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertyIsReadSomewhere(Named property) {
        assertThat(sources(".*(/pom\\.xml|\\.java)"))
                .extracting(Pages::text)
                .anyMatch(text -> text.contains(property.name()));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void testExists(Named test) {
        String[] parts = test.name().split("#");
        assertThat(sources(".*/" + parts[0] + "\\.java"))
                .extracting(Pages::text)
                .anyMatch(source -> parts.length == 1 || source.contains("void " + parts[1]));
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileExists(Named file) {
        assertThat(Pages.ROOT.resolve(file.name())).exists();
    }

    private static boolean has(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** What the script writes; curl draws its progress on the other channel. */
    private String run(String script) throws Exception {
        Path errors = directory.resolve("errors");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", script).redirectError(errors.toFile());
        shell.environment().put("SESSION_SECRET", TestTokens.SECRET);
        Process process = shell.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> output + Pages.text(errors)).isZero();
        return output;
    }

    /** On a build server they have to be there. */
    private static void assumeCommands() {
        boolean there = Stream.of("bash", "curl", "openssl").allMatch(DocumentedShellTest::has);
        assumeTrue(there || "true".equals(System.getenv("CI")), "bash, curl or openssl is not installed");
    }

    @Test
    void callsOfTheReadmeHaveTheAnswersThatAreShown() throws Exception {
        assumeCommands();
        Block calls = Document.README.block("sh", "curl");
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(DocumentedConfigurationTest.SECRET)
                    .start(Document.README.blocks().get(0), Document.README.block("yaml", "session-token:"));
            String script = calls.text().replace("127.0.0.1:8080", app.address());
            assertThat(run(script).lines()).containsExactlyElementsOf(answers(calls));
        }
    }

    @Test
    void secretThatTheCommandOfTheReadmeMakesIsOneToSignAndVerifyWith() throws Exception {
        assumeCommands();
        String command = Pattern.compile("`(export SESSION_SECRET=[^`]+)`")
                .matcher(Pages.text(Document.README.path()))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        String secret = run(command + "\nprintf %s \"$SESSION_SECRET\"");
        String token = TestTokens.hs256(secret)
                .subject("ann")
                .expiresAt(Instant.now().plusSeconds(120))
                .sign();
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(Document.README.blocks().get(1).with(DocumentedConfigurationTest.SECRET_VARIABLE, secret))
                    .start(Document.README.blocks().get(0));
            assertThat(app.http("GET", "/cart", token, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenThatTheShellSignsIsAccepted() throws Exception {
        assumeCommands();
        Block sign = Document.RECIPES.block("sh", "base64url()");
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(DocumentedConfigurationTest.SECRET)
                    .start(Document.README.blocks().get(0));
            String get = "curl http://" + app.address() + "/cart -H \"Authorization: Bearer $TOKEN\"";
            assertThat(run(sign.text() + "\n" + get)).isEqualTo("{}");
        }
    }

    private static List<String> answers(Block calls) {
        List<String> answers = Pattern.compile("(?m)^# (.*)$")
                .matcher(calls.text())
                .results()
                .map(answer -> answer.group(1))
                .toList();
        assertThat(answers).isNotEmpty();
        return answers;
    }

    @Test
    void eachSignedTokenIsAnother() throws Exception {
        assumeCommands();
        String sign = Document.RECIPES.block("sh", "base64url()").text() + "\necho $TOKEN";
        assertThat(run(sign)).isNotEqualTo(run(sign));
    }
}
