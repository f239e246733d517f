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
package io.github.camelsession.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A trigger that is not allowed is a mistake of configuration, which the log says, and not only the caller's answer. */
class WrongTriggerTest extends HttpRouteTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(TriggerWarnings.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        configuration().setSecretKey(TestTokens.SECRET);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void call(String uri) {
        context.createFluentProducerTemplate().to(uri).withBody("{}").send();
    }

    @Test
    void firstDenialOfARouteIsOneWarningWithTheRouteAndWhatToSet() throws Exception {
        CountDownLatch denials = new CountDownLatch(3);
        start(routes -> {
            routes.onException(SessionAccessDeniedException.class).handled(true).process(e -> denials.countDown());
            routes.from("timer:nightly?delay=0&period=1&repeatCount=3")
                    .routeId("cleaning")
                    .to(global("GET", "*"));
        });
        assertThat(denials.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(warnings())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(
                        "route 'cleaning'",
                        "started by 'timer'",
                        "add 'timer' to allowedTriggers",
                        "setAllowedTriggers(");
    }

    @Test
    void callOfAProducerTemplateSaysHowTestsCanDoIt() throws Exception {
        start(routes -> routes.from("direct:a").to(global("GET", "*")));
        call("direct:a");
        call("direct:a");
        assertThat(warnings())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("started by a ProducerTemplate", "set allowedTriggers to *", "setAllowedTriggers(");
    }

    @Test
    void eachComponentWarns() throws Exception {
        SessionManagementComponent other = new SessionManagementComponent();
        other.getConfiguration().setSecretKey(TestTokens.SECRET);
        context.addComponent("other-sessions", other);
        start(routes -> {
            routes.from("direct:a").to(global("GET", "*"));
            routes.from("direct:b").to("other-sessions:o?sessionType=GLOBAL");
        });
        call("direct:a");
        call("direct:b");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void badTokenBehindAnAllowedTriggerIsTheCallersFaultAlone() throws Exception {
        startCart();
        assertThat(get("/get", "x")).isEqualTo("MALFORMED_TOKEN");
        assertThat(send(to("/get")).body()).isEqualTo("NO_TOKEN");
        assertThat(warnings()).isEmpty();
    }
}
