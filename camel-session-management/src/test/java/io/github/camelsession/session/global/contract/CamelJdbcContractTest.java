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
import io.github.camelsession.session.global.support.TestServers;
import java.sql.SQLException;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Camel's own JDBC repository with its second table, set up as the documentation says. */
class CamelJdbcContractTest extends SessionStoreContractTest {
    private static final String ENTRIES_ONLY = "org.apache.camel.support.DefaultExchangeHolder;"
            + "java.util.LinkedHashMap;java.util.HashMap;java.util.Map$Entry;maxdepth=6;!*";

    private final HikariDataSource pool = TestServers.pool("jdbc:h2:mem:" + TestServers.newName());

    @Override
    public AggregationRepository newRepository() throws SQLException {
        TestServers.createTable(pool, "plain", "blob");
        TestServers.createTable(pool, "plain_completed", "blob");
        JdbcAggregationRepository repository =
                new JdbcAggregationRepository(new DataSourceTransactionManager(pool), "plain", pool);
        repository.setDeserializationFilter(ENTRIES_ONLY);
        repository.setPropagationBehaviorName("PROPAGATION_REQUIRES_NEW");
        return repository;
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    /** Its versions start at 1 for each new row. */
    @Override
    public boolean tellsRecreatedEntries() {
        return false;
    }

    @Override
    public void damage(String key) {
        new JdbcTemplate(pool).update("UPDATE plain SET exchange = X'01020304' WHERE id = ?", key);
    }
}
