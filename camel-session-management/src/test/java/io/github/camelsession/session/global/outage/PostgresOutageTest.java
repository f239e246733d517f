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

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;

class PostgresOutageTest extends OutageTest {
    private static final String COLUMNS =
            " (id varchar(255) NOT NULL PRIMARY KEY, exchange bytea NOT NULL, version bigint NOT NULL,"
                    + " expires_at bigint DEFAULT 0 NOT NULL)";

    PostgresOutageTest() throws IOException {
        super(new PostgresServer(), "postgresql.properties");
    }

    @Override
    void prepare() throws Exception {
        ((PostgresServer) server())
                .execute(
                        "CREATE TABLE sessions" + COLUMNS, "CREATE INDEX sessions_expires_at ON sessions (expires_at)");
    }

    @Override
    void release(ConfiguredRepository repository) {
        repository.bean("dataSource", HikariDataSource.class).close();
    }
}
