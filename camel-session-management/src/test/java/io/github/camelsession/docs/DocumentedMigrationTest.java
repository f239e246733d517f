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
package io.github.camelsession.docs;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.TestServers;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** A table as version 0.1.0 documented it, with the sessions that it holds, is migrated by the documented statements. */
class DocumentedMigrationTest {
    private static final String OLD_COLUMNS =
            " NOT NULL, version BIGINT NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id))";
    private static final int USERS = 5;

    private final String table = TestServers.newName();
    private final ManualTime time = new ManualTime();

    private String migration = documented("ALTER TABLE sessions ADD expires_at BIGINT");

    @Test
    void h2() throws Exception {
        try (HikariDataSource h2 = TestServers.pool("jdbc:h2:mem:" + table + ";DB_CLOSE_DELAY=-1")) {
            assertThatSessionsSurvive(h2, "varchar(255)", "blob", ";");
        }
    }

    @Test
    void postgres() throws Exception {
        assertThatSessionsSurvive(TestServers.postgres(), "varchar(255)", "bytea", ";");
    }

    /** The other index would do as well, but keeps writers waiting while it is made. */
    @Test
    void postgresWithoutKeepingWritersWaiting() throws Exception {
        migration = documented("CREATE INDEX CONCURRENTLY");
        assertThatSessionsSurvive(TestServers.postgres(), "varchar(255)", "bytea", ";");
    }

    @Test
    void mariaDb() throws Exception {
        assertThatSessionsSurvive(
                TestServers.mariaDb(),
                "varchar(255) CHARACTER SET ascii COLLATE ascii_bin",
                "longblob",
                " ENGINE = InnoDB;");
    }

    private void assertThatSessionsSurvive(DataSource database, String id, String bytes, String end) throws Exception {
        JdbcTemplate sql = new JdbcTemplate(database);
        for (String name : new String[] {table, table + "_completed"}) {
            sql.execute("CREATE TABLE " + name + " (id " + id + " NOT NULL, exchange " + bytes
                    + OLD_COLUMNS.replace("sessions", name) + end.replace(";", ""));
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            GlobalSessions before = GlobalSessions.with(context, oldStatements(database), SETTINGS, time);
            logIn(before, 0);
            assertThatThrownBy(() -> repository(database))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the table '" + table + "' is one of version 0.1.0")
                    .hasMessageEndingWith(documented("ALTER TABLE sessions ADD expires_at BIGINT")
                            .replace("\n", " "));
            for (String statement : migration.split(";")) {
                sql.execute(statement);
            }
            logIn(before, USERS); // a node of the old version goes on

            GlobalSessions after = GlobalSessions.with(context, repository(database), SETTINGS, time);
            assertThat(after.sweep()).isZero();
            assertThat(rowsWithoutExpiry(sql)).isZero();
            for (int user = 0; user < 2 * USERS; user++) {
                assertThat(after.open(claimsKey("user " + user, EXPIRY)).read()).isEqualTo(session("a", "1"));
            }
            before.open(claimsKey("user 0", EXPIRY.plus(Duration.ofDays(1)))).update(put("a", "2"));
            time.set(EXPIRY.plus(KEPT));
            assertThat(after.sweep()).isEqualTo(2 * USERS - 1);
            assertThat(after.open(claimsKey("user 0", EXPIRY.plus(Duration.ofDays(1))))
                            .read())
                    .isEqualTo(session("a", "2"));
        }
    }

    /** The documented one, for this table. */
    private String documented(String part) {
        return Document.STORES.block("sql", part).text().replace("sessions", table);
    }

    private static void logIn(GlobalSessions sessions, int first) {
        for (int user = first; user < first + USERS; user++) {
            sessions.open(claimsKey("user " + user, EXPIRY)).update(put("a", "1"));
        }
    }

    private int rowsWithoutExpiry(JdbcTemplate sql) {
        Integer rows = sql.queryForObject("SELECT COUNT(*) FROM " + table + " WHERE expires_at = 0", Integer.class);
        return rows == null ? -1 : rows;
    }

    private JdbcSessionRepository repository(DataSource database) {
        JdbcSessionRepository repository = new JdbcSessionRepository(database);
        repository.setRepositoryName(table);
        repository.start();
        return repository;
    }

    /** Version 0.1.0 wrote with the statements of Camel's class. */
    private JdbcAggregationRepository oldStatements(DataSource database) {
        JdbcAggregationRepository old =
                new JdbcAggregationRepository(new DataSourceTransactionManager(database), table, database);
        old.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        old.start();
        return old;
    }
}
