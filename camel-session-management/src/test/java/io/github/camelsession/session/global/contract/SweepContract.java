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
package io.github.camelsession.session.global.contract;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The entries that a sweep removes, and those that it never removes. */
public interface SweepContract extends StoreUnderTest {
    @Test
    default void sweepRemovesWhatNoRequestCanReachAnyMore() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        GlobalSessions sessions = node(counted, SETTINGS);
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT));
        counted.calls.take();
        assertThat(sessions.sweep()).isEqualTo(2);
        assertThat(repository().getKeys()).isEmpty();
        assertThat(counted.calls.take()).containsSubsequence("remove", "confirm", "remove", "confirm");
        if (repository() instanceof RecoverableAggregationRepository recoverable && recoverable.isUseRecovery()) {
            assertThat(recoverable.scan(context())).isEmpty();
        }
    }

    @Test
    default void sweepLeavesWhatExpiredOneMillisecondTooLate() {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        assertThat(repository().getKeys()).containsExactlyInAnyOrder(KEY.value(), USER.value());
    }

    @Test
    default void sweepReadsOnlyTheKeysOfLiveSessionsWhereKeysTell() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        GlobalSessions sessions = node(counted, SETTINGS);
        sessions.open(KEY).update(put("a", "1"));
        counted.calls.take();
        sessions.sweep();
        assertThat(counted.calls.take()).containsExactly("keys");
    }

    @Test
    default void sweepReadsEachEntryWhoseKeyTellsNoEnd() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        GlobalSessions sessions = node(counted, SETTINGS);
        for (int i = 0; i < 10; i++) {
            sessions.open(claimsKey("user " + i, EXPIRY)).update(put("a", "1"));
        }
        counted.calls.take();
        assertThat(sessions.sweep()).isZero();
        assertThat(counted.calls.take()).hasSize(11).filteredOn("get"::equals).hasSize(10);
    }

    @Test
    default void sweepRestsForAsLongAsItReadsEntries() {
        Duration read = Duration.ofMillis(4);
        GlobalSessions sessions = node(
                new DelegatingRepository(repository()) {
                    @Override
                    public @Nullable Exchange get(CamelContext camelContext, String key) {
                        time().advance(read);
                        return super.get(camelContext, key);
                    }
                },
                SETTINGS);
        for (int i = 0; i < 9; i++) {
            sessions.open(claimsKey("user " + i, EXPIRY)).update(put("a", "1"));
        }
        time().pauses.clear();
        sessions.sweep();
        assertThat(time().pauses).hasSize(3).containsOnly(read.multipliedBy(3));
    }

    @Test
    default void sessionCanBeMadeAgainAfterTheSweep() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT));
        sessions.sweep();
        sessions.open(USER_LATER).update(put("b", "2"));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void sweepSkipsEntriesThatCanNotBeReadAndKeysOfOthers() {
        GlobalSessions sessions = node();
        String damaged = claimsKey("damaged", EXPIRY).value();
        store(damaged, "{\"v\":1,".getBytes(StandardCharsets.UTF_8));
        store("order-4711", "an aggregated order");
        sessions.open(KEY).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository().getKeys()).containsExactlyInAnyOrder(damaged, "order-4711");
    }
}
