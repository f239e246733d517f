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
import java.sql.SQLException;
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
 * Stores GLOBAL sessions in a database table.
 *
 * <p>This is Camel's {@link JdbcAggregationRepository}, configured for sessions. It also rejects a write that was based
 * on a row which no longer exists; Camel's class would let it through.
 *
 * <p>It needs camel-sql, and a table {@code (id varchar(255) primary key, exchange <bytes>, version bigint)} named by
 * {@code repositoryName}, by default {@code sessions}. It differs from Camel's class as follows:
 *
 * <ul>
 *   <li>A late update cannot bring back a removed row. Nor can it overwrite a row that was created again under the same
 *       key, because new rows start at a random version.
 *   <li>Each call runs in its own transaction ({@code PROPAGATION_REQUIRES_NEW}): a conflict does not break the
 *       caller's transaction, and a rollback by the caller does not undo a session update. A thread that is in a
 *       transaction therefore needs a second connection from the pool.
 *   <li>Recovery is off, and no table {@code <name>_completed} is needed for it.
 *   <li>Reading deserialises nothing but session entries. A row that is damaged, or holds anything else, is read as an
 *       exchange whose exception is the reason, so that CLEAR can replace the row and the sweep can remove it.
 *   <li>If only a {@code dataSource} is set, the repository creates its own transaction manager.
 * </ul>
 *
 * <p>Isolation level {@code READ COMMITTED} is sufficient. Conflicts that stricter levels report are retried like any
 * others.
 */
public class JdbcSessionRepository extends JdbcAggregationRepository {
    /** Allows the class that Camel serialises an exchange as, and the plain types it contains. */
    private static final String ENTRIES_ONLY = "org.apache.camel.support.DefaultExchangeHolder;java.util.LinkedHashMap;"
            + "java.util.HashMap;java.util.Map$Entry;maxdepth=6;!*";

    private static final String DEFAULT_NAME = "sessions";

    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Leaves room for 2^62 updates. Still exact as a {@code double}, which some tools convert it to. */
    private static final long VERSION_BOUND = 1L << 52;

    /** MariaDB's and MySQL's. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    public JdbcSessionRepository() {
        setRepositoryName(DEFAULT_NAME);
        setUseRecovery(false);
        setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        setDeserializationFilter(ENTRIES_ONLY);
        setJdbcOptimisticLockingExceptionMapper(JdbcSessionRepository::isConflict);
        setJdbcCamelCodec(new Codec());
    }

    /**
     * For configurations that refer to a data source, as in {@code
     * #class:io.github.camelsession.JdbcSessionRepository(#bean:dataSource)}.
     */
    public JdbcSessionRepository(DataSource dataSource) {
        this();
        setDataSource(dataSource);
    }

    /** Sets the data source, and a transaction manager for it unless one is set already. */
    @Override
    public void setDataSource(DataSource dataSource) {
        super.setDataSource(dataSource);
        if (getTransactionManager() == null) {
            setTransactionManager(new DataSourceTransactionManager(dataSource));
        }
    }

    /**
     * Camel's own mapper treats every violated constraint as a conflict, and fails if the driver gives no SQL state.
     */
    private static boolean isConflict(Exception failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof OptimisticLockingException
                    || cause instanceof DuplicateKeyException
                    || cause instanceof ConcurrencyFailureException
                    || cause instanceof SQLException refusal && isLockWait(refusal)) {
                return true;
            }
        }
        return false;
    }

    /** MariaDB's driver gives the end of a wait for a lock the SQL state of unknown errors, so Spring cannot tell it. */
    private static boolean isLockWait(SQLException refusal) {
        return refusal.getErrorCode() == LOCK_WAIT_TIMEOUT && "HY000".equals(refusal.getSQLState());
    }

    /** Fails if the table does not exist. Camel's method would count the rows of two tables instead. */
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

    /** Writes without Camel's preceding count of the key's rows: the statement itself shows whether the row exists. */
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
            // This is the next version of a row that has been removed meanwhile.
            throw new OptimisticLockingException();
        }
        super.insert(
                context,
                key,
                exchange,
                table,
                session ? ThreadLocalRandom.current().nextLong(VERSION_BOUND) : version);
    }

    /** @throws OptimisticLockingException if the row has changed since it was read; the row is kept then */
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

    /**
     * Checks the name, because it becomes part of SQL statements. Newer versions of Camel check it too; 4.14.0 does
     * not.
     */
    private String table() {
        String name = getRepositoryName();
        if (!TABLE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("repositoryName is '" + name
                    + "', which is not a plain table name: use letters, digits and _, and do not begin with a digit");
        }
        return name;
    }

    @Override
    public boolean confirmWithResult(CamelContext context, @Nullable String exchangeId) {
        return !isUseRecovery() || super.confirmWithResult(context, exchangeId);
    }

    /**
     * Turns a row that cannot be read into an exchange that holds only the reason, as its exception. With that exchange
     * and the row's version, the row can be replaced or removed like any other.
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
