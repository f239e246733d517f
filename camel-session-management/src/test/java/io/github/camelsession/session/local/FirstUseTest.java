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
package io.github.camelsession.session.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The execution of an exchange that Camel has announced is made when something needs it first. */
class FirstUseTest {
    private static final int ROUNDS = 5_000;
    private static final Session ONE = Session.of(Map.of("a", JsonValue.ofText("1")));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        context.stop();
    }

    private Exchange announced() {
        return announced(new DefaultExchange(context));
    }

    private static Exchange announced(Exchange exchange) {
        Endpoint unused = Execution.join(exchange, message -> "arrived");
        return exchange;
    }

    private static SessionStore sessionOfCopy(Exchange original) {
        return sessionOf(announced(ExchangeHelper.createCorrelatedCopy(original, false)));
    }

    private static SessionStore sessionOf(Exchange exchange) {
        return Execution.of(exchange).session();
    }

    @Test
    void twoCopiesMadeAtOnceOfAnExchangeThatNothingHasUsedShareOneSession() throws Exception {
        atOnce(FirstUseTest::sessionOfCopy, FirstUseTest::sessionOfCopy);
    }

    @Test
    void firstStepAndFirstCopyAtOnceShareOneSession() throws Exception {
        atOnce(FirstUseTest::sessionOf, FirstUseTest::sessionOfCopy);
    }

    private interface FirstUse {
        SessionStore of(Exchange exchange);
    }

    private void atOnce(FirstUse one, FirstUse other) throws Exception {
        Exchange[] exchanges = new Exchange[ROUNDS];
        Arrays.setAll(exchanges, round -> announced());
        AtomicInteger arrivals = new AtomicInteger();
        Future<SessionStore[]> ones = threads.submit(() -> uses(one, exchanges, arrivals));
        Future<SessionStore[]> others = threads.submit(() -> uses(other, exchanges, arrivals));

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(ones.get()[round])
                    .as("round %d", round)
                    .isSameAs(others.get()[round])
                    .isSameAs(sessionOf(exchanges[round]));
        }
    }

    /** @param arrivals keeps both threads in the same round */
    private static SessionStore[] uses(FirstUse use, Exchange[] exchanges, AtomicInteger arrivals) {
        SessionStore[] sessions = new SessionStore[exchanges.length];
        for (int round = 0; round < exchanges.length; round++) {
            arrivals.incrementAndGet();
            while (arrivals.get() < 2 * (round + 1)) {
                Thread.yield();
            }
            sessions[round] = use.of(exchanges[round]);
        }
        return sessions;
    }

    @Test
    void copyOfAnExchangeThatNothingHasUsedSeesWhatItsOriginalStoresLater() {
        Exchange original = announced();
        SessionStore copied = sessionOfCopy(original);

        sessionOf(original).update(before -> ONE);

        assertThat(copied.read()).isEqualTo(ONE);
    }

    @Test
    void whatArrivedIsKnownWhenTheFirstStepAsks() {
        Endpoint consumer = context.getEndpoint("direct:trigger");
        Exchange exchange = consumer.createExchange();

        assertThat(Execution.join(exchange, message -> "arrived")).isSameAs(consumer);
        exchange.getExchangeExtension().setFromEndpoint(context.getEndpoint("direct:other"));

        assertThat(Execution.of(exchange).arrival()).isEqualTo("arrived");
        assertThat(Execution.of(exchange).startedBy()).isSameAs(consumer);
    }

    @Test
    void copyOfAnExchangeThatHasArrivedDoesNotArriveItself() {
        Exchange original = context.getEndpoint("direct:trigger").createExchange();
        announced(original);
        Exchange copy = ExchangeHelper.createCorrelatedCopy(original, false);

        assertThat(Execution.join(copy, message -> "later")).isNull();
        assertThat(Execution.of(copy).arrival()).isEqualTo("arrived");
    }

    @Test
    void copyDoesNotKeepItsOriginal() {
        Exchange original = announced();
        WeakReference<Exchange> kept = new WeakReference<>(original);
        Exchange copy = announced(ExchangeHelper.createCorrelatedCopy(original, false));
        original = null;

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return kept.refersTo(null);
        });
        assertThat(sessionOf(copy).read()).isEqualTo(Session.EMPTY);
    }
}
