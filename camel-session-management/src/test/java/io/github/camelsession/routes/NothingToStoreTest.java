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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.SessionManagementEndpoint;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A step that is written so that it stores nothing says so: at the start where that shows, else in the log. */
class NothingToStoreTest extends RouteTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(SessionManagementComponent.class.getPackageName());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private List<String> lines(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void startWith(String step) throws Exception {
        start(routes -> routes.from("direct:a").to(step));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_IF_ABSENT"})
    void stepThatStoresAndNamesNoFieldsIsWarnedOf(String operation) throws Exception {
        startWith("session-management:save?operation=" + operation);
        assertThat(lines(Level.WARN))
                .containsExactly("session-management step 'save' (" + operation + " LOCAL) names no fields, so it"
                        + " stores only the fields body,data,id of a message. Set the option fields to names or to *,"
                        + " or set the header CamelSessionManagementFields to the names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session-management:x?operation=PUT&fields=body,data,id",
                "session-management:x?operation=GET",
                "session-management:x?operation=CLEAR"
            })
    void otherStepsAreNotWarnedOf(String step) throws Exception {
        startWith(step);
        assertThat(lines(Level.WARN)).noneMatch(line -> line.contains("names no fields"));
    }

    @Test
    void dynamicStepIsNotWarnedOf() throws Exception {
        start(routes -> routes.from("direct:a").toD("session-management:x?operation=PUT&fields=${header.f}"));
        context.createProducerTemplate().sendBodyAndHeader("direct:a", "{}", "f", "a");
        assertThat(lines(Level.WARN)).noneMatch(line -> line.contains("names no fields"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.f}", "a,${header.f}", "$simple{header.f}"})
    void expressionInAPlainToIsRefusedWithTheWayToDoIt(String fields) {
        assertThatThrownBy(() -> startWith("session-management:save?operation=PUT&fields=" + fields))
                .rootCause()
                .hasMessageContaining("is an expression, but to(...) does not evaluate expressions; write toD(...)");
    }

    @Test
    void placeholderThatIsStillThereIsRefused() {
        SessionManagementEndpoint step = new SessionManagementEndpoint("x", new SessionManagementComponent());
        assertThatThrownBy(() -> step.setFields("{{fields}}")).hasMessageContaining("'{{fields}}' is an expression");
    }

    @Test
    void jsonPathIsRefusedWithTheWayToDoIt() {
        assertThatThrownBy(() -> startWith("session-management:save?operation=PUT&fields=$.order.id"))
                .rootCause()
                .hasMessageContaining("'$.order.id' is a JSONPath, which is not evaluated");
    }

    @Test
    void nameWithADotIsAName() throws Exception {
        startWith("session-management:save?operation=PUT&fields=order.id,$x");
        assertThat(send("direct:a", "{\"order.id\":1,\"$x\":2}").getException()).isNull();
    }

    @Test
    void putThatFindsNoneOfItsFieldsIsALineAtDebugWithTheirNames() throws Exception {
        startWith("session-management:save?operation=PUT&fields=order.id,ordre");
        Exchange unused = send("direct:a", "{\"order\":{\"id\":\"of the user\"}}");
        assertThat(lines(Level.DEBUG))
                .contains(
                        "session-management step 'save' (PUT LOCAL): nothing to store: the body has none of the fields"
                                + " order.id, ordre")
                .noneMatch(line -> line.contains("of the user"));
    }

    @Test
    void putThatFindsOneOfItsFieldsIsNoLine() throws Exception {
        startWith("session-management:save?operation=PUT&fields=order,more");
        Exchange unused = send("direct:a", "{\"order\":1}");
        assertThat(lines(Level.DEBUG)).noneMatch(line -> line.contains("nothing to store"));
    }

    @Test
    void errorNamesTheOperationThatTheHeaderBrought() throws Exception {
        start(routes -> routes.from("direct:a")
                .setHeader(SessionManagementConstants.OPERATION, routes.constant("PUT"))
                .to("session-management:save?fields=order"));
        assertThat(send("direct:a", "[1]").getException())
                .hasMessageContaining("session-management step 'save' (PUT LOCAL): the body is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields=a&fields=b", "operation=GET&fields=a&operation=PUT"})
    void optionThatIsWrittenTwiceFailsTheStart(String options) {
        assertThatThrownBy(() -> startWith("session-management:save?" + options))
                .hasStackTraceContaining("is given more than once: give it once");
    }
}
