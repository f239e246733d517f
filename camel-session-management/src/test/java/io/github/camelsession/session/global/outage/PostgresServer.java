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
package io.github.camelsession.session.global.outage;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL that has every commit on disk before it answers. */
public final class PostgresServer extends RealServer {
    private final List<String> command = new ArrayList<>();
    private final List<String> launcher = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;

    public PostgresServer() throws IOException {}

    /** Unpacked and set up the first time; after that what was started then is started again. */
    @Override
    protected ProcessHandle launch() throws IOException {
        if (postgres == null) {
            postgres = unpack();
            ProcessHandle.Info first = postmaster().info();
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("unshare", "-U")); // it refuses to run as root
            }
            command.add(first.command().orElseThrow());
            command.addAll(List.of(first.arguments().orElseThrow()));
        } else {
            new ProcessBuilder(
                            Stream.concat(launcher.stream(), command.stream()).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(directory().resolve("log").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(60)).until(launcher.isEmpty() ? this::answers : this::saysThatItIsReady);
        }
        return postmaster();
    }

    private EmbeddedPostgres unpack() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port())
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(30))
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Path data() {
        return directory().resolve("data");
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(status()).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /**
     * Starts it by another command, such as one that enters a network namespace, where it answers whoever asks.
     *
     * @param by the command, which gets the server's as arguments
     */
    public void restart(List<String> by) throws Exception {
        kill();
        launcher.addAll(by);
        command.addAll(List.of("-c", "listen_addresses=*"));
        Files.delete(status()); // it still says that it is ready
        Files.writeString(data().resolve("pg_hba.conf"), "\nhost all all all trust\n", StandardOpenOption.APPEND);
        start();
    }

    private boolean saysThatItIsReady() throws IOException {
        return Files.exists(status()) && Files.readString(status()).contains("ready");
    }

    private Path status() {
        return data().resolve("postmaster.pid");
    }

    /** The documented statement, for a table of this name. */
    public static String createTable(String name) {
        return "CREATE TABLE " + name + " (id varchar(255) NOT NULL, exchange bytea NOT NULL, version BIGINT NOT NULL,"
                + " expires_at BIGINT DEFAULT 0 NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id)); CREATE INDEX"
                + " sessions_expires_at ON " + name + " (expires_at)";
    }

    private boolean answers() {
        try {
            execute("SELECT 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection =
                        Objects.requireNonNull(postgres).getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    protected void end() throws Exception {
        if (postgres != null) {
            postgres.close();
        }
    }
}
