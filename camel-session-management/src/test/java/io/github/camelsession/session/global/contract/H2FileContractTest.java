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
package io.github.camelsession.session.global.contract;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.spi.AggregationRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class H2FileContractTest extends SessionStoreContractTest implements SweepByExpiryContract {
    @TempDir
    private Path directory;

    private final HikariDataSource pool = new HikariDataSource();

    @Override
    public AggregationRepository newRepository() throws SQLException {
        pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("sessions"));
        TestServers.createTable(pool, "sessions", "blob");
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setDataSource(pool);
        return repository;
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Override
    public DataSource database() {
        return pool;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    @Override
    public boolean givesDamagedEntries() {
        return true;
    }

    @Override
    public void damage(String key) {
        new JdbcTemplate(pool).update("UPDATE sessions SET exchange = X'ACED' WHERE id = ?", key);
    }
}
