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

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.processor.aggregate.jdbc.JdbcOptimisticLockingExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Stores GLOBAL sessions in a database table.
 *
 * <p>This is Camel's {@link JdbcAggregationRepository}, configured for sessions. It also rejects a write that was based
 * on a row which no longer exists; Camel's class would let it through.
 *
 * <p>It needs camel-sql, and a table {@code (id varchar(255) primary key, exchange <bytes>, version bigint, expires_at
 * bigint default 0)} with an index on {@code expires_at}, named by {@code repositoryName}, by default {@code sessions}.
 * It differs from Camel's class as follows:
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
 *   <li>The sweep finds expired sessions by {@code expires_at} and removes many of them by one statement, on one node at a
 *       time. Which node that is, one row of the table tells.
 *   <li>If only a {@code dataSource} is set, the repository creates its own transaction manager.
 * </ul>
 *
 * <p>Isolation level {@code READ COMMITTED} is sufficient. Conflicts that stricter levels report are retried like any
 * others.
 */
public class JdbcSessionRepository extends JdbcAggregationRepository implements SweepableRepository {
    /** Allows the class that Camel serialises an exchange as, and the plain types it contains. */
    private static final String ENTRIES_ONLY = "org.apache.camel.support.DefaultExchangeHolder;java.util.LinkedHashMap;"
            + "java.util.HashMap;java.util.Map$Entry;maxdepth=6;!*";

    private static final String DEFAULT_NAME = "sessions";

    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Leaves room for 2^62 updates. Still exact as a {@code double}, which some tools convert it to. */
    private static final long VERSION_BOUND = 1L << 52;

    public JdbcSessionRepository() {
        setRepositoryName(DEFAULT_NAME);
        setUseRecovery(false);
        setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        setDeserializationFilter(ENTRIES_ONLY);
        setJdbcOptimisticLockingExceptionMapper(new JdbcConflicts());
        setJdbcCamelCodec(new SessionCodec());
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

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        transactionTemplate = new FirstFailureTemplate(transactionTemplate);
        transactionTemplateReadOnly = new FirstFailureTemplate(transactionTemplateReadOnly);
    }

    /** Fails if the table does not exist or is an old one. Camel's method would count the rows of two tables instead. */
    @Override
    protected void doStart() throws Exception {
        if (isUseRecovery()) {
            super.doStart();
        }
        sessions().check();
    }

    private SessionTable sessions() {
        return new SessionTable(jdbcTemplate, table());
    }

    /** @throws OptimisticLockingException with why the database refused the write, unless it just found no such row */
    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        try {
            return add(context, key, newExchange);
        } catch (OptimisticLockingException e) {
            throw e;
        } catch (RuntimeException e) {
            JdbcOptimisticLockingExceptionMapper conflicts = getJdbcOptimisticLockingExceptionMapper();
            if (conflicts == null || !conflicts.isOptimisticLocking(e)) {
                throw e;
            }
            OptimisticLockingException refusal = new OptimisticLockingException();
            refusal.initCause(e);
            throw refusal;
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
        if (!table.equals(getRepositoryName())) {
            super.insert(context, key, exchange, table, version);
            return;
        }
        if (exchange.getProperty(VERSION_PROPERTY) != null) {
            // This is the next version of a row that has been removed meanwhile.
            throw new OptimisticLockingException();
        }
        new SessionRow(this, exchange)
                .insert(jdbcTemplate, table(), key, ThreadLocalRandom.current().nextLong(VERSION_BOUND));
    }

    /** @throws OptimisticLockingException if the row has changed since it was read */
    @Override
    protected void update(CamelContext context, String key, Exchange exchange, String table, Long version)
            throws Exception {
        if (new SessionRow(this, exchange).update(jdbcTemplate, table(), key, version) != 1) {
            throw new OptimisticLockingException();
        }
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

    /** Without the row that is not a session. */
    @Override
    public Set<String> getKeys() {
        Set<String> keys = super.getKeys();
        keys.remove(SessionTable.LEASE);
        return keys;
    }

    @Override
    public List<String> keysOverBy(long epochSecond, int most) {
        return reading(() -> sessions().keysOverBy(epochSecond, most));
    }

    @Override
    public Map<String, Exchange> getAll(CamelContext context, Collection<String> keys) {
        Map<String, Exchange> entries = new HashMap<>();
        reading(() -> sessions()
                .read(keys, (row, number) -> entries.put(row.getString(1), SessionCodec.read(this, row, context))));
        return entries;
    }

    /** In one transaction, in the order of the keys, so that two nodes wait for each other without a deadlock. */
    @Override
    public int removeAll(Map<String, Exchange> read) {
        return writing(() -> sessions().delete(read));
    }

    @Override
    public void setHints(Map<String, Exchange> read) {
        transactionTemplate.executeWithoutResult(status -> sessions().setHints(read));
    }

    @Override
    public void recheck() {
        transactionTemplate.executeWithoutResult(status -> sessions().recheck());
    }

    @Override
    public long count() {
        return reading(() -> sessions().count());
    }

    @Override
    public boolean lease(@Nullable Instant held, Instant now, Instant end) {
        try {
            return writing(() -> sessions().lease(held, now, end));
        } catch (DuplicateKeyException another) {
            return false; // which node created the row
        }
    }

    private <T> T reading(Supplier<T> work) {
        return Objects.requireNonNull(transactionTemplateReadOnly.execute(status -> work.get()));
    }

    private <T> T writing(Supplier<T> work) {
        return Objects.requireNonNull(transactionTemplate.execute(status -> work.get()));
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
}
