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

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL server on loopback, whose data ends with it. */
final class PostgresStore implements Store {
    private final EmbeddedPostgres server;

    PostgresStore() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                // Running stops it.
                .setRegisterShutdownHook(false)
                // As a server has it by default; this embedded one has both off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        try {
            createTable();
        } catch (SQLException e) {
            server.close();
            throw e;
        }
    }

    /** What somebody does once, with psql. */
    private void createTable() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE sessions (
                      id varchar(255) NOT NULL,
                      exchange bytea NOT NULL,
                      version BIGINT NOT NULL,
                      expires_at BIGINT DEFAULT 0 NOT NULL,
                      CONSTRAINT sessions_pk PRIMARY KEY (id))""");
            statement.execute("CREATE INDEX sessions_expires_at ON sessions (expires_at)");
        }
    }

    @Override
    public String welcome() {
        return "PostgreSQL is at 127.0.0.1:" + server.getPort() + ", started for this run; its table: sessions";
    }

    @Override
    public List<String> nodeOptions(int number) {
        return List.of(
                Store.profile("postgresql"),
                "-Dcluster.jdbcUrl=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres");
    }

    @Override
    public String epilogue() throws SQLException {
        return "PostgreSQL has " + count() + " rows in the table sessions, one for each user. They were never in a"
                + " node: both may die, and\nso may the server, for a write is on disk before a node answers. What they"
                + " do not survive is the loss of the disk.";
    }

    private int count() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM sessions")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
