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

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.support.AbstractLobCreatingPreparedStatementCallback;
import org.springframework.jdbc.support.lob.LobCreator;

/** One exchange on its way into the table: as Camel's class writes it, and {@code expires_at} in the same statement. */
final class SessionRow {
    private final JdbcAggregationRepository repository;
    private final byte[] bytes;
    private final long expiresAt;
    private final Map<String, @Nullable String> texts = new LinkedHashMap<>();

    SessionRow(JdbcAggregationRepository repository, Exchange exchange) throws IOException {
        this.repository = repository;
        this.bytes = repository.getJdbcCamelCodec().marshallExchange(exchange, repository.isAllowSerializedHeaders());
        this.expiresAt = expiresAt(exchange);
        if (repository.isStoreBodyAsText()) {
            texts.put("body", exchange.getMessage().getBody(String.class));
        }
        if (repository.hasHeadersToStoreAsText()) {
            for (String header : repository.getHeadersToStoreAsText()) {
                texts.put(header, exchange.getMessage().getHeader(header, String.class));
            }
        }
    }

    static long expiresAt(Exchange exchange) {
        return exchange.getProperty(SweepableRepository.EXPIRES_AT, SweepableRepository.NOT_KNOWN, Long.class);
    }

    void insert(JdbcTemplate sql, String table, String key, long version) {
        StringBuilder columns = new StringBuilder("exchange, id, version, " + SessionTable.EXPIRES_AT);
        texts.keySet().forEach(name -> columns.append(", ").append(name));
        String places = String.join(", ", Collections.nCopies(4 + texts.size(), "?"));
        execute(sql, "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")", values -> {
            values.add(key);
            values.add(version);
            values.add(expiresAt);
            values.addTexts();
        });
    }

    /** @return the number of rows, 0 if the key has another version by now */
    int update(JdbcTemplate sql, String table, String key, long version) {
        StringBuilder columns = new StringBuilder("exchange = ?, version = ?, " + SessionTable.EXPIRES_AT + " = ?");
        texts.keySet().forEach(name -> columns.append(", ").append(name).append(" = ?"));
        return execute(sql, "UPDATE " + table + " SET " + columns + " WHERE id = ? AND version = ?", values -> {
            values.add(version + 1);
            values.add(expiresAt);
            values.addTexts();
            values.add(key);
            values.add(version);
        });
    }

    private int execute(JdbcTemplate sql, String statement, ValueSetter others) {
        Integer rows =
                sql.execute(statement, new AbstractLobCreatingPreparedStatementCallback(repository.getLobHandler()) {
                    @Override
                    protected void setValues(PreparedStatement prepared, LobCreator lobs) throws SQLException {
                        lobs.setBlobAsBytes(prepared, 1, bytes);
                        others.set(new Values(prepared));
                    }
                });
        return rows == null ? 0 : rows;
    }

    private interface ValueSetter {
        void set(Values values) throws SQLException;
    }

    /** The values after the first one, in their order. */
    private final class Values {
        private final PreparedStatement statement;
        private int last = 1;

        Values(PreparedStatement statement) {
            this.statement = statement;
        }

        void add(@Nullable String value) throws SQLException {
            statement.setString(++last, value);
        }

        void add(long value) throws SQLException {
            statement.setLong(++last, value);
        }

        void addTexts() throws SQLException {
            for (String text : texts.values()) {
                add(text);
            }
        }
    }
}
