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
package io.github.camelsession.component;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.camelsession.LintMode;
import io.github.camelsession.routes.RouteTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Routes that come or change while the application runs. */
class LintReloadTest extends RouteTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LintAtStart.class);
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private void setMode(LintMode mode) {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setLint(mode);
    }

    private void add(String... fields) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String field : fields) {
                    LintTest.from(this, field).to(get(field));
                }
            }
        });
    }

    private String line() throws InterruptedException {
        return lines.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void routesThatAreAddedAfterTheStartAreLookedAtTogether() throws Exception {
        start(routes -> LintTest.from(routes, "z").to(put("z")).to(get("z")));
        add("a", "b");
        assertThat(line()).startsWith("WARN Route 'a'").contains("'a' is read");
        assertThat(line()).startsWith("WARN Route 'b'").contains("'b' is read");
        assertThat(lines).isEmpty();
    }

    @Test
    void failIsAWarningWhenTheContextHasStarted() throws Exception {
        setMode(LintMode.FAIL);
        start(routes -> {});
        add("a");
        assertThat(line()).startsWith("WARN Route 'a'");
        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void offSchedulesNothing() throws Exception {
        setMode(LintMode.OFF);
        start(routes -> {});
        add("a");
        assertThat(context.getCamelContextExtension()
                        .getContextPlugin(LintAtStart.class)
                        .isWaiting())
                .isFalse();
    }

    @Test
    void routesOfAContextThatStartsAreLookedAtOnce() throws Exception {
        start(routes -> LintTest.from(routes, "a").to(get("a")));
        assertThat(lines).hasSize(1);
        assertThat(context.getCamelContextExtension()
                        .getContextPlugin(LintAtStart.class)
                        .isWaiting())
                .isFalse();
    }

    @Test
    void misspeltNameIsToldEachTimeItsFileIsReloaded(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("shop.yaml");
        write(file, "order", "order");
        Main main = new Main();
        main.configure()
                .withRoutesReloadEnabled(true)
                .withRoutesReloadDirectory(directory.toString())
                .withRoutesReloadPattern("*.yaml")
                .withRoutesIncludePattern("file:" + directory + "/*.yaml");
        main.addProperty("camel.component.session-management.lint", "FAIL");
        main.start();
        try {
            assertThat(lines).isEmpty();
            write(file, "order", "ordre");
            assertThat(line()).contains("'order' is put");
            assertThat(line()).contains("'ordre' is read").contains("shop.yaml:9");
            write(file, "order", "orde");
            assertThat(line()).contains("'order' is put");
            assertThat(line()).contains("'orde' is read");
            assertThat(lines).isEmpty();
        } finally {
            main.stop();
        }
    }

    private static void write(Path file, String put, String get) throws Exception {
        Files.writeString(file, """
            - route:
                id: shop
                from:
                  uri: direct:shop
                  steps:
                    - to: session-management:p?operation=PUT&fields=%s
                    - setBody:
                        constant: "{}"
                    - to: session-management:g?operation=GET&fields=%s
            """.formatted(put, get));
    }
}
