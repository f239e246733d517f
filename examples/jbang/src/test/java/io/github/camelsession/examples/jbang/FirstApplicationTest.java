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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.examples.DocumentedCalls;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of the first application says, done: in an empty folder, with Maven and with Camel JBang. */
class FirstApplicationTest {
    private static final Path PAGE = Path.of(
            "..", "..", "camel-session-management", "src", "main", "docs", "session-management-first-application.adoc");

    private static final String LOGIN_CALLS = "/logout";
    private static final String WIZARD_CALLS = "page()";
    private static final String LATER_CALLS = "# {}";

    private static final Map<String, String> SHELL =
            Map.of("SESSION_SECRET", UUID.randomUUID().toString(), "ANN_PASSWORD", "wonderland", "DB_PASSWORD", "none");

    private static Workspace workspace;
    private static EmbeddedPostgres server;

    @TempDir
    private Path empty;

    private Path folder;
    private int port;

    @BeforeAll
    static void installComponentAndStartDatabase() throws Exception {
        assumeTrue(DocumentedCalls.canRun(), "bash and curl are needed");
        workspace = Workspace.prepare();
        // As mvn install does.
        BuiltComponent.find()
                .publish(workspace.localRepository(), Path.of("..", ".."), System.getProperty("project.version"));
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        execute(server.getPostgresDatabase(), "CREATE ROLE wizard LOGIN");
        execute(server.getPostgresDatabase(), "CREATE DATABASE wizard OWNER wizard");
        execute(server.getDatabase("wizard", "wizard"), block("sql", "CREATE TABLE"));
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one block of the page in that language which contains that text. */
    private static String block(String language, String text) throws IOException {
        List<String> found = Pattern.compile("(?ms)^\\[source," + language + "]\n----\n(.*?)^----$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(text))
                .toList();
        assertThat(found).as(text).hasSize(1);
        return found.get(0);
    }

    @BeforeEach
    void writeFiles() throws Exception {
        port = RunningCamel.freePort();
        Process shell = new ProcessBuilder("bash", "-euc", block("sh", "mkdir"))
                .directory(empty.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
        folder = empty.resolve("wizard");
        Files.writeString(folder.resolve("pom.xml"), block("xml", "<project"));
        Path routes = resources().resolve("camel");
        Files.writeString(routes.resolve("login.yaml"), block("yaml", "/login"));
        Files.writeString(routes.resolve("wizard.yaml"), block("yaml", "/wizard"));
        writeProperties("camel.server.enabled");
    }

    private Path resources() {
        return folder.resolve(Path.of("src", "main", "resources"));
    }

    /** The blocks of the page that contain these. */
    private void writeProperties(String... parts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(block("properties", part));
        }
        Files.writeString(
                resources().resolve("application.properties"),
                text.toString()
                        .replace("camel.server.port = 8080", "camel.server.port = " + port)
                        .replace("127.0.0.1:5432", "127.0.0.1:" + server.getPort()));
    }

    @Test
    void mavenRunsItInMemory() throws Exception {
        try (RunningCamel camel = startWithMaven()) {
            assertAnswers(camel, block("sh", LOGIN_CALLS));
            assertAnswers(camel, block("sh", WIZARD_CALLS));
        }
    }

    @Test
    void orderIsInPostgresAfterARestartAndUnderJBang() throws Exception {
        writeProperties("camel.server.enabled", "jdbc:postgresql", "camel.jbang.dependencies");
        String token;
        try (RunningCamel camel = startWithMaven()) {
            token = assertAnswers(camel, block("sh", WIZARD_CALLS));
        }
        String later = "TOKEN=" + token + "\n" + block("sh", LATER_CALLS);
        try (RunningCamel camel = startWithJBang()) {
            assertAnswers(camel, block("sh", LOGIN_CALLS));
            assertAnswers(camel, later);
        }
        try (RunningCamel camel = startWithMaven()) {
            String gone = "TOKEN=" + token + "\n" + later.substring(later.lastIndexOf("curl"));
            assertAnswers(camel, gone);
        }
    }

    @Test
    void denialUnderJBangIs401WhateverABackendLeftOnTheMessage() throws Exception {
        writeProperties("camel.server.enabled", "camel.jbang.dependencies");
        Files.writeString(resources().resolve("camel").resolve("backend.yaml"), """
                - route:
                    from:
                      uri: platform-http:/backend
                      steps:
                        - setHeader: { name: CamelHttpResponseCode, constant: 200 }
                        - to: session-management:gate?operation=CLAIMS&sessionType=GLOBAL&fields=sub
                """);
        try (RunningCamel camel = startWithJBang()) {
            HttpResponse<String> answer = camel.send("GET", "/backend", null, "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue(RunningCamel.REQUEST_HEADER)).isEmpty();
        }
    }

    /** Returns the token of the calls. */
    private static String assertAnswers(RunningCamel camel, String calls) throws Exception {
        List<String> printed = new DocumentedCalls(calls + "\necho $TOKEN").run(camel.url());
        List<String> expected = new DocumentedCalls(calls).answers();
        assertThat(expected).isNotEmpty();
        assertThat(printed)
                .as(() -> String.join("\n", camel.output()))
                .startsWith(expected.toArray(String[]::new))
                .hasSize(expected.size() + 1);
        return printed.get(expected.size());
    }

    private RunningCamel startWithMaven() throws Exception {
        assertThat(block("sh", "openssl")).contains("mvn compile exec:java");
        Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
        ProcessBuilder command = new ProcessBuilder(
                        maven.toString(),
                        "-B",
                        "-ntp",
                        "compile",
                        "exec:java",
                        "-Dmaven.repo.local=" + workspace.localRepository().toAbsolutePath())
                .directory(folder.toFile());
        return start(command);
    }

    private RunningCamel startWithJBang() throws Exception {
        assertThat(block("sh", "jbang camel")).contains("cd src/main/resources", "run application.properties camel/*");
        List<String> files = new ArrayList<>(List.of("application.properties"));
        for (Path routes : Directories.files(resources().resolve("camel"))) {
            files.add("camel/" + routes.getFileName());
        }
        ProcessBuilder command = workspace.camel(resources(), "run", files, List.of("--logging-color=false"));
        // The driver of this test is not JBang's: it has to fetch its own.
        int classPath = command.command().indexOf("-cp") + 1;
        command.command()
                .set(
                        classPath,
                        Stream.of(command.command().get(classPath).split(File.pathSeparator))
                                .filter(jar -> !jar.contains("postgres"))
                                .collect(Collectors.joining(File.pathSeparator)));
        return start(command);
    }

    private RunningCamel start(ProcessBuilder command) throws Exception {
        command.environment().putAll(SHELL);
        return RunningCamel.start(command, port);
    }
}
