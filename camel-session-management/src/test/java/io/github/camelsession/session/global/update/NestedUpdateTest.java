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
package io.github.camelsession.session.global.update;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER_LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.Caller;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.SteppingInRepository;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an update calls updates the same session: it would wait for itself until its time is over. */
class NestedUpdateTest {
    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final SteppingInRepository repository = new SteppingInRepository(new MemoryAggregationRepository(true));
    private final GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, time);
    private final SessionStore alice = sessions.open(claimsKey("alice", EXPIRY));
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private void assertRefusedAtOnce() {
        assertRefusedAtOnce(alice);
    }

    private void assertRefusedAtOnce(SessionStore store) {
        assertThatThrownBy(() -> store.update(put("inner", "1")))
                .isInstanceOf(SessionConflictException.class)
                .hasMessageContainingAll("already being updated by this thread", "nothing of it was stored");
        assertThat(time.hasParked(Thread.currentThread())).isFalse();
        refused.incrementAndGet();
    }

    @Test
    void repositoryThatUpdatesTheSessionThatIsWrittenIsRefusedAtOnceAndTheOuterUpdateIsStored() {
        repository.beforeNextWrite(this::assertRefusedAtOnce);
        alice.update(put("outer", "1"));
        assertThat(refused).hasValue(1);
        assertThat(alice.read()).isEqualTo(session("outer", "1"));
        assertThat(alice.update(put("next", "1"))).isEqualTo(session("outer", "1"));
    }

    @Test
    void changeThatUpdatesItsOwnSessionIsRefusedAtOnce() {
        alice.update(session -> {
            assertRefusedAtOnce();
            return session;
        });
        assertThat(refused).hasValue(1);
    }

    @Test
    void repositoryThatUpdatesTheSessionThatIsTouchedIsRefusedAtOnce() {
        sessions.open(USER).update(put("a", "1"));
        SessionStore later = sessions.open(USER_LATER);
        repository.beforeNextWrite(() -> assertRefusedAtOnce(later));
        assertThat(later.read()).isEqualTo(session("a", "1"));
        assertThat(refused).hasValue(1);
    }

    @Test
    void repositoryMayUpdateAnotherSession() {
        SessionStore bob = sessions.open(claimsKey("bob", EXPIRY));
        repository.beforeNextWrite(() -> bob.update(put("b", "1")));
        alice.update(put("a", "1"));
        assertThat(bob.read()).isEqualTo(session("b", "1"));
        assertThat(alice.read()).isEqualTo(session("a", "1"));
    }

    @Test
    void oneThatHadToWaitIsRefusedWithinItselfAsWell() {
        CountDownLatch end = new CountDownLatch(1);
        Caller holder = Caller.holding(alice, end);
        Caller waited = Caller.waiting(time, alice, session -> {
            Throwable refusal = catchThrowable(() -> alice.update(put("inner", "1")));
            assertThat(refusal)
                    .isInstanceOf(SessionConflictException.class)
                    .hasMessageContaining("already being updated by this thread");
            refused.incrementAndGet();
            return session.with(Map.of("outer", JsonValue.ofText("1")));
        });
        end.countDown();
        assertThat(holder.outcome()).isEqualTo(Session.EMPTY);
        assertThat(waited.outcome()).isEqualTo(Session.EMPTY);
        assertThat(refused).hasValue(1);
        assertThat(alice.read()).isEqualTo(session("outer", "1"));
    }
}
