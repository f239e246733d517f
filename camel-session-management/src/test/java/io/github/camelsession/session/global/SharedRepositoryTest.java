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
package io.github.camelsession.session.global;

import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.ManualTime.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.Caller;
import io.github.camelsession.session.global.support.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications and nodes that share a repository, and differ in their options or their clocks. */
class SharedRepositoryTest {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository shared = new MemoryAggregationRepository(true);
    private final ManualTime time = new ManualTime();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions application(Duration clockSkew, @Nullable Duration maxInactiveInterval) {
        return GlobalSessions.in(context, shared, settings(clockSkew, maxInactiveInterval), time);
    }

    private GlobalSessions nodeAhead(Duration ahead, Duration maxInactiveInterval) {
        InstantSource clock = () -> time.instant().plus(ahead);
        return GlobalSessions.in(context, shared, settings(SKEW, maxInactiveInterval), clock);
    }

    private static GlobalSettings settings(Duration clockSkew, @Nullable Duration maxInactiveInterval) {
        return new GlobalSettings(Duration.ofSeconds(5), clockSkew, maxInactiveInterval, 1 << 20);
    }

    private static SessionKey ofToken(String namespace, Duration lifetime) {
        byte[] token = "a token".getBytes(StandardCharsets.UTF_8);
        return SessionKey.ofToken(namespace, token, START.plus(lifetime));
    }

    private static SessionKey ofUser(Duration lifetime) {
        return SessionKey.ofClaims("shop", Map.of("sub", "alice"), START.plus(lifetime));
    }

    @Test
    void sweepOfAnApplicationWithASmallerClockSkewLeavesLiveSessionsAlone() {
        for (SessionKey key : new SessionKey[] {ofToken("shop", SKEW), ofUser(SKEW)}) {
            SessionStore shop = application(Duration.ofMinutes(10), null).open(key);
            GlobalSessions blog = application(Duration.ZERO, null);
            time.set(START);
            shop.update(put("cart", "1"));
            time.set(START.plus(SKEW).plus(Duration.ofMinutes(9)));
            assertThat(blog.sweep()).isZero();
            assertThat(shop.read()).isEqualTo(session("cart", "1"));
            time.advance(Duration.ofMinutes(10));
            assertThat(blog.sweep()).isEqualTo(1);
        }
    }

    @Test
    void sessionThatAnApplicationWithALargerClockSkewReadsIsNotSweptByTheOther() {
        GlobalSessions blog = application(Duration.ZERO, null);
        blog.open(ofToken("shop", SKEW)).update(put("cart", "1"));
        SessionStore shop = application(Duration.ofMinutes(10), null).open(ofToken("shop", SKEW));
        shop.read();
        time.set(START.plus(SKEW).plus(Duration.ofMinutes(9)));
        assertThat(blog.sweep()).isZero();
        assertThat(shop.read()).isEqualTo(session("cart", "1"));
    }

    @Test
    void applicationWithASmallerClockSkewDoesNotStartALiveSessionAnew() {
        application(Duration.ofMinutes(10), null).open(ofUser(SKEW)).update(put("cart", "1"));
        time.set(START.plus(SKEW).plus(Duration.ofMinutes(5)));
        SessionStore renewed = application(Duration.ZERO, null).open(ofUser(Duration.ofHours(1)));
        renewed.update(put("x", "1"));
        assertThat(renewed.read()).isEqualTo(session("cart", "1").with(Map.of("x", JsonValue.ofText("1"))));
    }

    @Test
    void applicationWithAnIdleLimitDoesNotStartALiveSessionOfOneWithoutAnew() {
        SessionStore plain = application(SKEW, null).open(ofUser(Duration.ofHours(10)));
        plain.update(put("cart", "1"));
        for (int minute = 0; minute < 45; minute++) {
            time.advance(Duration.ofMinutes(1));
            assertThat(plain.read()).isEqualTo(session("cart", "1"));
        }
        SessionStore idle = application(SKEW, Duration.ofMinutes(30)).open(ofUser(Duration.ofHours(10)));
        idle.update(put("x", "1"));
        assertThat(plain.read()).isEqualTo(session("cart", "1").with(Map.of("x", JsonValue.ofText("1"))));
    }

    @Test
    void readsOfAnApplicationWithoutAnIdleLimitKeepTheSessionOfOneThatHasOne() {
        SessionStore idle = application(SKEW, Duration.ofMinutes(30)).open(ofUser(Duration.ofHours(10)));
        SessionStore plain = application(SKEW, null).open(ofUser(Duration.ofHours(10)));
        idle.update(put("cart", "1"));
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofMinutes(20));
            assertThat(plain.read()).isEqualTo(session("cart", "1"));
        }
        assertThat(idle.read()).isEqualTo(session("cart", "1"));
    }

    @Test
    void idleLimitOfWhoeverUsedTheSessionLastCounts() {
        SessionStore idle = application(SKEW, Duration.ofMinutes(30)).open(ofUser(Duration.ofHours(10)));
        application(SKEW, null).open(ofUser(Duration.ofHours(10))).update(put("cart", "1"));
        time.advance(Duration.ofHours(2));
        assertThat(idle.read()).isEqualTo(session("cart", "1"));
        time.advance(Duration.ofMinutes(35));
        assertThat(idle.read()).isSameAs(Session.EMPTY);
    }

    @Test
    void nodeWhoseClockIsAheadByLessThanTheToleranceDoesNotEndASession() {
        Duration limit = Duration.ofMinutes(5);
        SessionStore right = nodeAhead(Duration.ZERO, limit).open(ofUser(Duration.ofHours(10)));
        SessionStore ahead = nodeAhead(SKEW, limit).open(ofUser(Duration.ofHours(10)));
        right.update(put("cart", "1"));
        time.advance(limit);
        assertThat(ahead.read()).isEqualTo(session("cart", "1"));
        ahead.update(put("cart", "2"));
        assertThat(right.read()).isEqualTo(session("cart", "2"));
    }

    @Test
    void writeOfANodeWhoseClockIsBehindDoesNotMakeASessionOlder() {
        Duration limit = Duration.ofMinutes(5);
        SessionStore right = nodeAhead(Duration.ZERO, limit).open(ofUser(Duration.ofHours(10)));
        SessionStore behind = nodeAhead(SKEW.negated(), limit).open(ofUser(Duration.ofHours(10)));
        right.update(put("cart", "1"));
        behind.update(put("cart", "2"));
        time.set(START.plus(limit).plus(limit.dividedBy(10)).plus(SKEW).minusMillis(1));
        assertThat(right.read()).isEqualTo(session("cart", "2"));
    }

    @Test
    void sessionThatANodeFarAheadHasWrittenIsIdleInTimeOnceAnotherHasReadIt() {
        Duration limit = Duration.ofMinutes(5);
        SessionStore right = nodeAhead(Duration.ZERO, limit).open(ofUser(Duration.ofHours(10)));
        nodeAhead(Duration.ofHours(1), limit).open(ofUser(Duration.ofHours(10))).update(put("cart", "1"));
        assertThat(right.read()).isEqualTo(session("cart", "1"));
        Instant gone = START.plus(limit).plus(limit.dividedBy(10)).plus(SKEW);
        time.set(gone.minusMillis(1));
        assertThat(shared.getKeys()).hasSize(1);
        time.set(gone);
        assertThat(right.read()).isSameAs(Session.EMPTY);
    }

    @Test
    void entriesOf010AreJudgedByTheirReaderAndWrittenBackWithItsTerms() {
        SessionKey key = ofUser(Duration.ofHours(10));
        SessionStore idle = application(SKEW, Duration.ofMinutes(30)).open(key);
        String released = "{\"v\":1,\"exp\":" + key.expiresAt().getEpochSecond() + ",\"acc\":" + START.toEpochMilli()
                + ",\"data\":{\"cart\":1}}";
        var exchange = new org.apache.camel.support.DefaultExchange(context);
        exchange.getMessage().setBody(released.getBytes(StandardCharsets.UTF_8));
        shared.add(context, key.value(), null, exchange);
        time.advance(Duration.ofMinutes(29));
        assertThat(idle.read()).isEqualTo(session("cart", "1"));
        time.advance(Duration.ofMinutes(29));
        assertThat(application(SKEW, null).open(key).read()).isEqualTo(session("cart", "1"));
        time.advance(Duration.ofMinutes(31));
        assertThat(shared.get(context, key.value()).getMessage().getBody(String.class))
                .startsWith("{\"v\":2,");
    }

    @Test
    void updateThatWaitedForOneOfAnotherComponentIsHeldToItsOwnLimits() {
        SessionKey alice = ofUser(Duration.ofHours(1));
        GlobalSettings large = settings(SKEW, null);
        GlobalSettings small = new GlobalSettings(large.updateTimeout(), SKEW, null, 20);
        SessionStore roomy = GlobalSessions.with(context, shared, large, time).open(alice);
        SessionStore narrow = GlobalSessions.with(context, shared, small, time).open(alice);
        CountDownLatch end = new CountDownLatch(1);
        Caller.holding(roomy, end);
        Caller first = Caller.waiting(time, roomy, put("a", "1"));
        Caller tooLarge = Caller.waiting(time, narrow, put("b", "\"01234567890123456789\""));
        end.countDown();
        assertThat(first.outcome()).isEqualTo(Session.EMPTY);
        tooLarge.assertFailure()
                .isInstanceOf(SessionLimitException.class)
                .hasMessageContaining("maxSessionSize allows 20");
        assertThat(roomy.read()).isEqualTo(session("a", "1"));
    }
}
