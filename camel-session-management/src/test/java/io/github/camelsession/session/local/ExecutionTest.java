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
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What EIPs do to exchanges, done by hand where no route can be made to do it at the right moment. */
class ExecutionTest {
    private static final String NAME = "";
    private static final Session ONE = Session.of(Map.of("a", JsonValue.ofText("1")));
    private static final Session TWO = Session.of(Map.of("a", JsonValue.ofText("2")));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange top = begun(new DefaultExchange(context));

    @AfterEach
    void stopContext() {
        context.stop();
    }

    private static Exchange begun(Exchange exchange) {
        Execution unused = Execution.of(exchange);
        return exchange;
    }

    private Exchange copyOf(Exchange exchange) {
        return begun(ExchangeHelper.createCorrelatedCopy(exchange, false));
    }

    private static SessionStore scoped(Exchange exchange) {
        return Execution.scoped(exchange, NAME, Execution.of(exchange).session());
    }

    private static void set(SessionStore store, Session session) {
        store.update(before -> session);
    }

    @Test
    void updateAnswersTheSessionAsItWasBefore() {
        set(Execution.of(top).session(), ONE);
        assertThat(Execution.of(top).session().update(before -> TWO)).isEqualTo(ONE);
        assertThat(Execution.of(top).session().read()).isEqualTo(TWO);
    }

    @Test
    void changeThatThrowsLeavesTheSessionAsItWas() {
        SessionStore store = Execution.of(top).session();
        set(store, ONE);
        UnaryOperator<Session> broken = before -> {
            throw new IllegalStateException("broken");
        };
        try {
            store.update(broken);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("broken");
        }
        assertThat(store.read()).isEqualTo(ONE);
    }

    @Test
    void exchangeThatLostItsPropertiesHasTheCallerOnWhomAllNamesAgree() {
        Execution.setRequestCaller(top, List.of("own"), "ann");
        Execution.setRequestCaller(top, List.of("shared"), "ann");
        top.removeProperties("*");

        assertThat(Execution.caller(top, List.of("own", "shared"))).isEqualTo("ann");
        assertThat(Execution.caller(top, List.of("own", "unused"))).isEqualTo("ann");
        assertThat(Execution.caller(top, List.of("unused", "shared"))).isEqualTo("ann");
        assertThat(Execution.caller(top, List.of("unused"))).isNull();
    }

    @Test
    void exchangeThatLostItsPropertiesHasNoCallerIfTheNamesDisagree() {
        Execution.setRequestCaller(top, List.of("own"), "ann");
        Execution.setRequestCaller(top, List.of("shared"), "bob");
        top.removeProperties("*");

        assertThat(Execution.caller(top, List.of("own", "shared"))).isNull();
        assertThat(Execution.caller(top, List.of("shared"))).isEqualTo("bob");
    }

    @Test
    void exchangeThatLostItsPropertiesHasNoCallerIfOneOfTheNamesHadTwo() {
        Execution.setRequestCaller(top, List.of("own"), "ann");
        Execution.setRequestCaller(top, List.of("shared"), "ann");
        Execution.setRequestCaller(top, List.of("shared"), "bob");
        top.removeProperties("*");

        assertThat(Execution.caller(top, List.of("own", "shared"))).isNull();
        assertThat(Execution.caller(top, List.of("own"))).isEqualTo("ann");
    }

    @Test
    void propertiesOfTheExecutionsOwnCallerAreNotForeign() {
        Execution.setCaller(top, List.of(NAME), "ann");

        assertThat(Execution.hasForeignProperties(top)).isFalse();
        assertThat(Execution.hasForeignProperties(copyOf(top))).isFalse();
        assertThat(Execution.hasForeignProperties(begun(new DefaultExchange(context))))
                .isFalse();
    }

    @Test
    void propertiesThatCameWithTheCallerOfAnotherExecutionAreForeign() {
        Exchange other = begun(new DefaultExchange(context));
        Execution.setCaller(other, List.of(NAME), "bob");
        other.getProperties().forEach(top::setProperty);

        assertThat(Execution.hasForeignProperties(top)).isTrue();
    }

    @Test
    void propertiesBehindAnAggregatorAreForeign() {
        Execution.setCaller(top, List.of(NAME), "ann");
        top.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, "size");

        assertThat(Execution.hasForeignProperties(top)).isTrue();
        assertThat(Execution.caller(top, List.of(NAME))).isNull();
    }

    @Test
    void oneProcessHasAVersionOfEachSession() {
        Exchange copy = copyOf(top);
        set(Execution.scoped(copy, "x", new InMemorySession(ONE)), TWO);
        assertThat(Execution.scoped(copy, "y", new InMemorySession(ONE)).read()).isEqualTo(ONE);
        assertThat(Execution.scoped(copy, "x", new InMemorySession(ONE)).read()).isEqualTo(TWO);
    }

    @Test
    void versionThatAnotherThreadMadeMeanwhileIsTaken() {
        Exchange copy = copyOf(top);
        SessionStore slow = new SessionStore() {
            @Override
            public Session read() {
                set(Execution.scoped(copy, NAME, new InMemorySession(ONE)), TWO);
                return ONE;
            }

            @Override
            public Session update(UnaryOperator<Session> change) {
                throw new AssertionError("a version is made by reading only");
            }
        };
        assertThat(Execution.scoped(copy, NAME, slow).read()).isEqualTo(TWO);
    }

    @Test
    void copyThatGetsAnotherIdIsStillASubProcessOfTheSameExecution() {
        Exchange copy = copyOf(top);
        set(scoped(copy), ONE);
        copy.setExchangeId("another");
        assertThat(Execution.of(copy)).isSameAs(Execution.of(top));
    }

    @Test
    void processOfAForeignExecutionWhoseExchangeIsGoneIsNotJoined() {
        Exchange foreign = begun(new DefaultExchange(context));
        Exchange taker = new DefaultExchange(context);
        taker.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(taker));
        ExchangeHelper.copyResults(taker, foreign);
        ExchangeAttachment.on(foreign).clear();
        assertThat(Execution.of(taker)).isNotSameAs(Execution.of(foreign));
    }
}
