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
package io.github.camelsession.upgrade;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.docs.Document;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

/** The table that 0.1.0 was told to create, migrated as it is to be before the first node is upgraded. */
final class SharedTable {
    /** Of the column that tells the sweep where to look. */
    static final String END = "expires_at";

    private static final String AS_OF_0_1_0 =
            "CREATE TABLE sessions (id varchar(255) NOT NULL, exchange bytea NOT NULL,"
                    + " version BIGINT NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id))";

    /** While old nodes run, before the first new one starts. */
    private static final String MIGRATION = Document.STORES
            .block("sql", "ALTER TABLE sessions ADD expires_at BIGINT")
            .text();

    private final HikariDataSource database;

    SharedTable(HikariDataSource database) {
        this.database = database;
    }

    void create() throws SQLException {
        execute(AS_OF_0_1_0);
    }

    void migrate() throws SQLException {
        for (String statement : MIGRATION.split(";")) {
            execute(statement);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Set<String> keys() throws SQLException {
        return rows().keySet();
    }

    /** What must not change where nothing is to change: all of each session's row, by its key. */
    TreeMap<String, String> rows() throws SQLException {
        TreeMap<String, String> rows = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, version, exchange FROM sessions" + " WHERE id <> 'session-management-sweep'")) {
            while (row.next()) {
                rows.put(
                        row.getString(1),
                        row.getLong(2) + " " + Base64.getEncoder().encodeToString(row.getBytes(3)));
            }
        }
        return rows;
    }

    /** The key of the one session that the action creates. */
    String keyOfWhatIsCreatedBy(Runnable action) throws SQLException {
        Set<String> before = keys();
        action.run();
        Set<String> created = new LinkedHashSet<>(keys());
        created.removeAll(before);
        if (created.size() != 1) {
            throw new AssertionError("one session should have been created, but there are " + created.size());
        }
        return created.iterator().next();
    }

    long number(String column, String key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT " + column + " FROM sessions WHERE id = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new AssertionError("no such session");
                }
                return row.getLong(1);
            }
        }
    }
}
