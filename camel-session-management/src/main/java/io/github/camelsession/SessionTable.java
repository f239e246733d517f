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
package io.github.camelsession;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The statements of a {@link JdbcSessionRepository} beyond those for one row, in SQL that all databases understand. */
final class SessionTable {
    /** The column with the epoch second from which on an entry is over; 0 if that is not known. */
    static final String EXPIRES_AT = "expires_at";

    /**
     * The row that says until when one node sweeps: its version is the end of the lease in epoch milliseconds. It is not
     * the key of a session.
     */
    static final String LEASE = "session-management-sweep";

    /** The property with which Camel's class tells the version of an exchange that it has read. */
    static final String VERSION = "CamelOptimisticLockVersion";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSessionRepository.class);

    private final JdbcTemplate sql;
    private final String table;

    SessionTable(JdbcTemplate sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    /** Fails if there is no table, or one without the column; warns if the column has no index. */
    void check() {
        try {
            sql.queryForList("SELECT 1 FROM " + table + " WHERE 1 = 0");
        } catch (BadSqlGrammarException e) {
            throw new IllegalStateException(
                    "the table '" + table + "' cannot be read: create it before the first start"
                            + " (CREATE TABLE ..., in session-management-stores.adoc), or set repositoryName to its name",
                    e);
        }
        try {
            sql.queryForList("SELECT " + EXPIRES_AT + " FROM " + table + " WHERE 1 = 0");
        } catch (BadSqlGrammarException e) {
            throw new IllegalStateException(
                    "the table '" + table + "' is one of version 0.1.0, or of a build before the column " + EXPIRES_AT
                            + ", which it lacks. Run these two statements, which keep all sessions, and start again: "
                            + newColumn()
                            + " " + newIndex(),
                    e);
        }
        if (!hasIndex()) {
            LOG.warn(
                    "The table '{}' has no index on {}, so each sweep reads the whole table. Run: {}",
                    table,
                    EXPIRES_AT,
                    newIndex());
        }
        if (MariaDbTable.isOneOf(product())) {
            new MariaDbTable(sql, table).check();
        }
    }

    private String newColumn() {
        String type = "Oracle".equals(product()) ? "NUMBER(19)" : "BIGINT";
        return "ALTER TABLE " + table + " ADD " + EXPIRES_AT + " " + type + " DEFAULT 0 NOT NULL;";
    }

    private String product() {
        return String.valueOf(sql.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    private String newIndex() {
        return "CREATE INDEX " + table + "_" + EXPIRES_AT + " ON " + table + " (" + EXPIRES_AT + ");";
    }

    /** If the driver cannot tell, there is one. */
    private boolean hasIndex() {
        try {
            return Boolean.TRUE.equals(sql.execute((ConnectionCallback<Boolean>) this::hasIndex));
        } catch (DataAccessException e) {
            LOG.debug("The driver does not tell the indexes of the table '{}'", table, e);
            return true;
        }
    }

    private boolean hasIndex(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String stored = table;
        if (data.storesUpperCaseIdentifiers()) {
            stored = table.toUpperCase(Locale.ROOT);
        } else if (data.storesLowerCaseIdentifiers()) {
            stored = table.toLowerCase(Locale.ROOT);
        }
        try (ResultSet columns =
                data.getIndexInfo(connection.getCatalog(), connection.getSchema(), stored, false, true)) {
            while (columns.next()) {
                if (columns.getInt("ORDINAL_POSITION") == 1
                        && EXPIRES_AT.equalsIgnoreCase(columns.getString("COLUMN_NAME"))) {
                    return true;
                }
            }
        }
        return false;
    }

    List<String> keysOverBy(long epochSecond, int most) {
        return sql.query(
                connection -> {
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT id FROM " + table + " WHERE " + EXPIRES_AT + " <= ?");
                    statement.setMaxRows(most);
                    statement.setLong(1, epochSecond);
                    return statement;
                },
                (row, number) -> row.getString(1));
    }

    <T> List<T> read(Collection<String> keys, RowMapper<T> mapper) {
        String places = String.join(", ", Collections.nCopies(keys.size(), "?"));
        return sql.query(
                "SELECT id, exchange, version, " + EXPIRES_AT + " FROM " + table + " WHERE id IN (" + places + ")",
                mapper,
                keys.toArray());
    }

    /** In the order of the keys, so that two nodes wait for each other without a deadlock. */
    int delete(Map<String, Exchange> read) {
        List<Object[]> rows = new ArrayList<>();
        new TreeMap<>(read).forEach((key, exchange) -> rows.add(new Object[] {key, versionOf(exchange)}));
        int removed = 0;
        for (int count : sql.batchUpdate("DELETE FROM " + table + " WHERE id = ? AND version = ?", rows)) {
            removed += count == 0 ? 0 : 1; // some drivers do not tell the number, but that it was executed
        }
        return removed;
    }

    /** Likewise. */
    void setHints(Map<String, Exchange> read) {
        List<Object[]> rows = new ArrayList<>();
        new TreeMap<>(read)
                .forEach((key, exchange) ->
                        rows.add(new Object[] {SessionRow.expiresAt(exchange), key, versionOf(exchange)}));
        sql.batchUpdate("UPDATE " + table + " SET " + EXPIRES_AT + " = ? WHERE id = ? AND version = ?", rows);
    }

    private static Long versionOf(Exchange exchange) {
        return exchange.getProperty(VERSION, Long.class);
    }

    void recheck() {
        sql.update(
                "UPDATE " + table + " SET " + EXPIRES_AT + " = ? WHERE " + EXPIRES_AT + " = ? AND id <> ?",
                SweepableRepository.NOT_KNOWN,
                SweepableRepository.NEVER,
                LEASE);
    }

    /** Two statements: a condition on the id would keep the database from counting in its smallest index. */
    long count() {
        return count("", new Object[0]) - count(" WHERE id = ?", LEASE);
    }

    private long count(String condition, Object... values) {
        return Objects.requireNonNull(
                sql.queryForObject("SELECT COUNT(*) FROM " + table + condition, Long.class, values));
    }

    /** See {@link SweepableRepository#lease}. Fails with a duplicate key if another node has just made the row. */
    boolean lease(@Nullable Instant held, Instant now, Instant end) {
        if (held != null) {
            return moveLease(held.toEpochMilli(), end.toEpochMilli());
        }
        Long last = endOfLease();
        if (last == null) {
            createLease(end.toEpochMilli());
            return true;
        }
        boolean isFree = last <= now.toEpochMilli() || last > end.toEpochMilli();
        return isFree && moveLease(last, end.toEpochMilli());
    }

    /** @return null if there never was one */
    private @Nullable Long endOfLease() {
        return sql.queryForList("SELECT version FROM " + table + " WHERE id = ?", Long.class, LEASE).stream()
                .findFirst()
                .orElse(null);
    }

    /** @return whether it was to end then */
    private boolean moveLease(long from, long to) {
        return sql.update("UPDATE " + table + " SET version = ? WHERE id = ? AND version = ?", to, LEASE, from) == 1;
    }

    /** The bytes are one, because some databases take none for NULL. */
    private void createLease(long end) {
        sql.update(
                "INSERT INTO " + table + " (exchange, id, version, " + EXPIRES_AT + ") VALUES (?, ?, ?, ?)",
                new byte[1],
                LEASE,
                end,
                SweepableRepository.NEVER);
    }
}
