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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.session.global.entry.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

abstract class JdbcOutageTest extends OutageTest {
    JdbcOutageTest(RealServer server, String properties) {
        super(server, properties);
    }

    @Override
    final void release(ConfiguredRepository repository) {
        pool(repository).close();
    }

    private static HikariDataSource pool(ConfiguredRepository repository) {
        return repository.bean("dataSource", HikariDataSource.class);
    }

    /** The server does not hear that it has gone, and keeps what it has locked. */
    @Test
    void nodeThatVanishesBeforeItsCommitHoldsOthersUpForSeconds() throws Exception {
        SessionKey key = Load.newKey();
        Worker worker = worker(key);
        worker.run();
        HikariDataSource pool = pool(configured());
        Connection vanished = pool.getConnection();
        try {
            lock(vanished, key);
            await().atMost(BACK_AGAIN).until(() -> {
                int before = worker.successes.get();
                worker.run();
                return worker.successes.get() == before + 2;
            });
            assertThat(worker.complaints).isEmpty();
        } finally {
            pool.evictConnection(vanished);
        }
    }

    private static void lock(Connection connection, SessionKey key) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE sessions SET version = version WHERE id = ?")) {
            update.setString(1, key.value());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
