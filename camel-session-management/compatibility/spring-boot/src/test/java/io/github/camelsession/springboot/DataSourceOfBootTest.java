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
package io.github.camelsession.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented properties keep sessions in a database by the pool that Boot makes, and by no other. */
class DataSourceOfBootTest {
    private static final Path PAGE = Path.of("..", "..", "src", "main", "docs", "session-management-stores.adoc");

    private final String alice = "Bearer "
            + TestTokens.hs256(TestTokens.SECRET)
                    .subject("alice")
                    .expiresAt(Instant.now().plusSeconds(600))
                    .sign();

    private @TempDir Path folder;

    @Test
    void sessionsAreInTheDatabaseAfterARestart() throws Exception {
        createTable();

        try (BootApplication shop = shop()) {
            shop.send("PUT", "/cart", "{\"cart\":[1.10]}", "Authorization", alice);
        }

        try (BootApplication shop = shop()) {
            assertThat(shop.send("GET", "/cart", "", "Authorization", alice).body())
                    .isEqualTo("{\"cart\":[1.10]}");
        }
    }

    @Test
    void thereIsOnePool() throws Exception {
        createTable();

        try (BootApplication shop = shop()) {
            shop.send("PUT", "/cart", "{\"cart\":[1]}", "Authorization", alice);
            Map<String, DataSource> pools = shop.context().getBeansOfType(DataSource.class);
            JdbcSessionRepository sessions = (JdbcSessionRepository) shop.context()
                    .getBean(CamelContext.class)
                    .getComponent("session-management", SessionManagementComponent.class)
                    .getConfiguration()
                    .getAggregationRepository();

            assertThat(pools).containsOnlyKeys("dataSource");
            assertThat(pools.get("dataSource"))
                    .isInstanceOfSatisfying(
                            HikariDataSource.class,
                            pool -> assertThat(pool.getMaximumPoolSize()).isEqualTo(10));
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("com.zaxxer.hikari:type=Pool (*)"), null))
                    .hasSize(1);
            assertThat(sessions).isNotNull();
            assertThat(sessions.getTransactionManager())
                    .extracting("dataSource")
                    .isSameAs(pools.get("dataSource"));
        }
    }

    private BootApplication shop() throws IOException {
        Properties documented = new Properties();
        documented.load(new StringReader(block("properties", "spring.datasource.url")));
        Map<String, String> properties = documented.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, documented::getProperty));
        properties.put("DB_URL", url());
        properties.put("DB_PASSWORD", "");
        properties.put("spring.datasource.hikari.register-mbeans", "true");
        properties.put("camel.component.session-management.secret-key", TestTokens.SECRET);
        properties.put("camel.main.routes-include-pattern", "classpath:shop/*.yaml");
        return BootApplication.start(BootApplication.Plain.class, properties);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("sessions");
    }

    private void createTable() throws Exception {
        try (Connection connection = DriverManager.getConnection(url(), "shop", "");
                Statement statement = connection.createStatement()) {
            statement.execute(block("sql", "exchange blob NOT NULL,\n  version BIGINT NOT NULL,\n  expires_at"));
        }
    }

    private static String block(String language, String part) throws IOException {
        Matcher blocks = Pattern.compile("(?ms)^\\[source," + language + "]\n----\n(.*?)\n----$")
                .matcher(Files.readString(PAGE));
        return blocks.results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(part))
                .reduce((one, another) -> {
                    throw new AssertionError("More than one block of " + language + " has '" + part + "'");
                })
                .orElseThrow(() -> new AssertionError("No block of " + language + " has '" + part + "'"));
    }
}
