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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelsession.routes.RouteTest;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** What the lint says about the routes of one test. */
public abstract class LintTest extends RouteTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LintAtStart.class);
    }

    @BeforeEach
    public void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    public void stopListening() {
        logger().detachAppender(log);
    }

    public List<String> warnings() {
        assertThat(log.list).extracting(ILoggingEvent::getLevel).allMatch(Level.WARN::equals);
        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).allSatisfy(LintTest::assertExplained);
        return lines;
    }

    private static void assertExplained(String line) {
        String anchor = line.replaceFirst(".*\\(option lint\\)\\. See session-management-lint\\.adoc#", "");
        assertThat(Path.of("src", "main", "docs", "session-management-lint.adoc"))
                .content()
                .contains("[#" + anchor + "]");
    }

    public void load(String extension, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes." + extension, text));
    }

    public void assertSilent(Routes routes) throws Exception {
        start(routes);
        assertThat(warnings()).isEmpty();
    }

    /** Short: route, field and what is wrong with it. */
    public void assertFound(Routes routes, String... findings) throws Exception {
        start(routes);
        assertThat(warnings().stream().map(LintTest::shortened)).containsExactlyInAnyOrder(findings);
    }

    public static String shortened(String warning) {
        return warning.replaceFirst(
                        "Route '(.*)', step '.*' \\([^:]*:(.*)\\).*: the LOCAL field '(.*)' is (\\w+), .*",
                        "$1/$2: $3 is $4")
                .replaceFirst("Route '(.*)', step '.*' \\([^:]*:(.*)\\)[^(]*: .*#([a-z-]+)$", "$1/$2: $3");
    }

    /** A route with an id that begins with a timer, which no other route and no test calls. */
    public static org.apache.camel.model.RouteDefinition from(RouteBuilder routes, String id) {
        return routes.from("timer:" + id + "?delay=-1&repeatCount=1")
                .routeId(id)
                .autoStartup(false);
    }
}
