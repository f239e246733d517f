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
package io.github.camelsession.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What was started a hundred times leaves as much behind as what was started once: nothing. */
class StartStopTest {
    private static final int TIMES = 100;
    private static final Logger CONTEXT_LOG =
            (Logger) LoggerFactory.getLogger("org.apache.camel.impl.engine.AbstractCamelContext");

    private static void use(SessionRoutes steps) {
        String token = SessionRoutes.newToken();
        steps.answer("PUT", token, "{\"a\":1}");
        assertThat(steps.answer("GET", token, "{}")).isEqualTo("{\"a\":1}");
        assertThat(steps.answer("local", token, "{\"b\":2}")).isEqualTo("{\"b\":2}");
    }

    private static long notifiers(CamelContext context) {
        return context.getManagementStrategy().getEventNotifiers().stream()
                .filter(notifier -> notifier.getClass().getSimpleName().equals("ExchangeCreatedNotifier"))
                .count();
    }

    /** But for the one that Camel itself leaves when a context is stopped that was restarted. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel (")
                        && !thread.getName().endsWith("ShutdownTask"))
                .collect(Collectors.toSet());
    }

    @BeforeEach
    void acceptRestarts() {
        CONTEXT_LOG.setLevel(Level.ERROR);
    }

    @AfterEach
    void logAsBefore() {
        CONTEXT_LOG.setLevel(null);
    }

    @Test
    void oneContextStartedAHundredTimes() throws Exception {
        Set<Thread> before = threads();
        try (SessionRoutes steps = new SessionRoutes()) {
            for (int i = 0; i < TIMES; i++) {
                steps.configure();
                steps.started();
                use(steps);
                assertThat(notifiers(steps.context())).isEqualTo(1);
                steps.context().stop();
            }
            assertThat(threads()).isSubsetOf(before);
        }
    }

    @Test
    void hundredContextsAreForgotten() throws Exception {
        Set<Thread> before = threads();
        List<WeakReference<CamelContext>> contexts = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            contexts.add(startedAndStopped());
        }
        assertThat(threads()).isSubsetOf(before);
        // The last may hang on a thread local of Camel's or JUnit's.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return contexts.stream().filter(context -> context.get() != null).count() <= 1;
        });
    }

    private static WeakReference<CamelContext> startedAndStopped() throws Exception {
        try (SessionRoutes steps = new SessionRoutes()) {
            use(steps.started());
            return new WeakReference<>(steps.context());
        }
    }

    @Test
    void twoContextsInOneJvmDoNotInterfere() throws Exception {
        String token = SessionRoutes.newToken();
        try (SessionRoutes one = new SessionRoutes();
                SessionRoutes other = new SessionRoutes()) {
            one.configure().setMaxSessions(1);
            one.started();
            other.started();
            one.answer("PUT", token, "{\"a\":1}");
            assertThat(other.answer("GET", token, "{}")).isEqualTo("{}");
            other.answer("PUT", token, "{\"a\":2}");
            other.answer("PUT", SessionRoutes.newToken(), "{\"a\":3}");
            assertThat(one.answer("GET", token, "{}")).isEqualTo("{\"a\":1}");

            one.close();

            assertThat(other.answer("GET", token, "{}")).isEqualTo("{\"a\":2}");
            use(other);
            assertThatThrownBy(() -> one.answer("PUT", token, "{\"a\":4}")).isNotNull();
            assertThat(other.answer("GET", token, "{}")).isEqualTo("{\"a\":2}");
        }
    }

    @Test
    void localSessionsOfTwoContextsAreApartAndTheOtherServesOnAfterAStop() throws Exception {
        try (SessionRoutes one = new SessionRoutes();
                SessionRoutes other = new SessionRoutes()) {
            one.started();
            other.started();
            assertThat(one.answer("local", "", "{\"a\":1}")).isEqualTo("{\"a\":1}");
            assertThat(other.answer("local", "", "{\"b\":2}")).isEqualTo("{\"b\":2}");
            one.close();
            assertThat(other.answer("local", "", "{\"c\":3}")).isEqualTo("{\"c\":3}");
        }
    }
}
