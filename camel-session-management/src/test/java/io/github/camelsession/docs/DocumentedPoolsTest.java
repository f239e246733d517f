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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.outage.RealServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an answer takes in an outage is tested with the pools that are documented. */
class DocumentedPoolsTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void outageIsTestedWithThePoolOfThePage(String database) throws IOException {
        Map<String, String> documented = Document.STORES
                .block("properties", "jdbc:" + database + "://db.example.com")
                .properties();
        assertThat(poolOf(tested(database), "camel.beans.dataSource."))
                .isEqualTo(poolOf(documented, "camel.beans.database."))
                .containsKeys("jdbcUrl", "connectionTimeout");
    }

    private static Properties tested(String database) throws IOException {
        Properties tested = new Properties();
        try (InputStream file = RealServer.class.getResourceAsStream(database + ".properties")) {
            tested.load(Objects.requireNonNull(file));
        }
        return tested;
    }

    /** Without what differs from server to server. */
    private static Map<String, String> poolOf(Map<?, ?> properties, String bean) {
        Map<String, String> pool = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.toString().startsWith(bean)) {
                pool.put(StringHelper.after(name.toString(), bean), value.toString());
            }
        });
        pool.keySet().removeAll(Set.of("username", "password"));
        pool.computeIfPresent("jdbcUrl", (name, url) -> StringHelper.after(url, "?"));
        return pool;
    }
}
