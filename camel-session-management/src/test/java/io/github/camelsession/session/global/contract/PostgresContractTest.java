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

import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.spi.AggregationRepository;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresContractTest extends SessionStoreContractTest implements SweepByExpiryContract {
    @Override
    public AggregationRepository newRepository() throws SQLException {
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setRepositoryName(TestServers.newName());
        repository.setDataSource(TestServers.postgres());
        TestServers.createTable(TestServers.postgres(), repository.getRepositoryName(), "bytea");
        return repository;
    }

    @Override
    public DataSource database() {
        return TestServers.postgres();
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
        String table = ((JdbcSessionRepository) repository()).getRepositoryName();
        new JdbcTemplate(TestServers.postgres())
                .update("UPDATE " + table + " SET exchange = substring(exchange for 100) WHERE id = ?", key);
    }
}
