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
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.processor.aggregate.jdbc.JdbcCamelCodec;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * GLOBAL sessions in a database table: Camel's {@link JdbcAggregationRepository}, set up for sessions and closed where it
 * would let a writer through that compares with a row which is gone.
 *
 * <p>Needs camel-sql, and a table {@code (id varchar(255) primary key, exchange <bytes>, version bigint)} with the name
 * {@code repositoryName}, by default {@code sessions}. Compared with Camel's class:
 *
 * <ul>
 *   <li>A row that was removed is not brought back by a late update, and a late update does not hit a row that was
 *       created anew under the same key: new rows start at a random version.
 *   <li>Each call has a transaction of its own ({@code PROPAGATION_REQUIRES_NEW}): a conflict does not break the
 *       caller's, nor does the caller's rollback take back a session. So a thread in a transaction needs a second
 *       connection from the pool.
 *   <li>There is no recovery, and no table {@code <name>_completed} for it.
 *   <li>Reading lets nothing but a session entry be deserialised. A row that holds anything else, or is damaged, is read
 *       as an exchange that holds the reason as its exception, so that CLEAR can replace it and the sweep remove it.
 *   <li>With a {@code dataSource} alone it makes its own transaction manager.
 * </ul>
 *
 * <p>Isolation {@code READ COMMITTED} is enough; conflicts that stricter levels report are retried like others.
 */
public class JdbcSessionRepository extends JdbcAggregationRepository {
    /** What Camel writes an exchange as, and the plain types in it. */
    private static final String ENTRIES_ONLY = "org.apache.camel.support.DefaultExchangeHolder;java.util.LinkedHashMap;"
            + "java.util.HashMap;java.util.Map$Entry;maxdepth=6;!*";

    private static final String DEFAULT_NAME = "sessions";

    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Leaves room for 2^62 updates, and is still exact as a double, which some tools make of it. */
    private static final long VERSION_BOUND = 1L << 52;

    public JdbcSessionRepository() {
        setRepositoryName(DEFAULT_NAME);
        setUseRecovery(false);
        setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        setDeserializationFilter(ENTRIES_ONLY);
        setJdbcOptimisticLockingExceptionMapper(JdbcSessionRepository::isConflict);
        setJdbcCamelCodec(new Codec());
    }

    /** Sets the transaction manager too, unless there is one. */
    @Override
    public void setDataSource(DataSource dataSource) {
        super.setDataSource(dataSource);
        if (getTransactionManager() == null) {
            setTransactionManager(new DataSourceTransactionManager(dataSource));
        }
    }

    /** Camel's own mapper takes each violated constraint for a conflict, and fails where a driver gives no SQL state. */
    private static boolean isConflict(Exception failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof OptimisticLockingException
                    || cause instanceof DuplicateKeyException
                    || cause instanceof ConcurrencyFailureException) {
                return true;
            }
        }
        return false;
    }

    /** Fails when the table is not there; Camel's would count the rows of two tables. */
    @Override
    protected void doStart() throws Exception {
        if (isUseRecovery()) {
            super.doStart();
        } else {
            checkTable();
        }
    }

    private void checkTable() {
        try {
            jdbcTemplate.queryForList("SELECT 1 FROM " + table() + " WHERE 1 = 0");
        } catch (BadSqlGrammarException e) {
            throw new IllegalStateException(
                    "the table '" + table() + "' cannot be read: create it before the first start"
                            + " (CREATE TABLE ..., in session-management-stores.adoc), or set repositoryName to its name",
                    e);
        }
    }

    /** Camel's would count the rows of the key first, but the statement that writes tells by itself whether there is one. */
    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        if (isReturnOldExchange()) {
            return super.add(context, key, exchange);
        }
        transactionTemplate.executeWithoutResult(status -> write(context, key, exchange));
        return null;
    }

    private void write(CamelContext context, String key, Exchange exchange) {
        Long version = exchange.getProperty(VERSION_PROPERTY, Long.class);
        try {
            if (version == null) {
                insert(context, key, exchange, table(), 1L);
            } else {
                update(context, key, exchange, table(), version);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeCamelException("repository " + getRepositoryName() + " could not write an exchange", e);
        }
    }

    @Override
    protected void insert(CamelContext context, String key, Exchange exchange, String table, Long version)
            throws Exception {
        boolean session = table.equals(getRepositoryName());
        if (session && exchange.getProperty(VERSION_PROPERTY) != null) {
            // It is the next version of a row that was removed meanwhile.
            throw new OptimisticLockingException();
        }
        super.insert(
                context,
                key,
                exchange,
                table,
                session ? ThreadLocalRandom.current().nextLong(VERSION_BOUND) : version);
    }

    /** @throws OptimisticLockingException if the row is not as it was read; it stays then */
    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        if (isUseRecovery()) {
            super.remove(context, key, exchange);
            return;
        }
        Long version = exchange.getProperty(VERSION_PROPERTY, Long.class);
        Integer removed = version == null ? null : transactionTemplate.execute(status -> delete(key, version));
        if (removed == null || removed != 1) {
            throw new OptimisticLockingException();
        }
    }

    private int delete(String key, long version) {
        return jdbcTemplate.update(
                "DELETE FROM " + table() + " WHERE " + ID + " = ? AND " + VERSION + " = ?", key, version);
    }

    /** It becomes part of statements. Newer versions of Camel check it as well, 4.14.0 does not. */
    private String table() {
        String name = getRepositoryName();
        if (!TABLE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("repositoryName is '" + name
                    + "', which is no plain name of a table: use letters, digits and _, and no digit first");
        }
        return name;
    }

    @Override
    public boolean confirmWithResult(CamelContext context, @Nullable String exchangeId) {
        return !isUseRecovery() || super.confirmWithResult(context, exchangeId);
    }

    /**
     * Of a row that cannot be read it makes an exchange with the reason as its exception, and nothing else: with that
     * and the row's version, it can be replaced or removed as any other.
     */
    private static final class Codec extends JdbcCamelCodec {
        @Override
        public Exchange unmarshallExchange(CamelContext context, byte[] bytes, String filter) {
            try {
                return super.unmarshallExchange(context, bytes, filter);
            } catch (IOException | ClassNotFoundException | RuntimeException damage) {
                Exchange unreadable = new DefaultExchange(context);
                unreadable.setException(damage);
                return unreadable;
            }
        }
    }
}
