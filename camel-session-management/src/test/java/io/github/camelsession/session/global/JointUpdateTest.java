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

import static io.github.camelsession.session.global.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.Fixtures.claimsKey;
import static io.github.camelsession.session.global.Fixtures.increment;
import static io.github.camelsession.session.global.Fixtures.put;
import static io.github.camelsession.session.global.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.session.ConflictException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link CompareAndSetLoopTest} says of one update holds for each of several; this is what they are to each other. */
class JointUpdateTest {
    private static final SessionKey KEY = claimsKey("a user", EXPIRY);
    private static final UnaryOperator<Session> REFUSING = session -> {
        throw new IllegalArgumentException("a field is missing");
    };

    private final ManualTime time = new ManualTime();
    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger writes = new AtomicInteger();
    private final MapPort port = new MapPort(next -> writes.incrementAndGet());
    private GlobalSettings settings = SETTINGS;

    @AfterEach
    void close() throws Exception {
        Thread.interrupted();
        context.close();
    }

    private PendingUpdate update(UnaryOperator<Session> change) {
        return new PendingUpdate(KEY, change, time.instant());
    }

    /** Of another caller than the one whose turn it is. */
    private PendingUpdate othersUpdate(UnaryOperator<Session> change) {
        return CompletableFuture.supplyAsync(() -> update(change)).join();
    }

    private void run(PendingUpdate... updates) {
        Entries entries = new Entries(context, port, "org.example.SomeRepository");
        new CompareAndSetLoop(entries, new Lifetime(settings), time, List.of(updates)).run();
    }

    private Entry stored() {
        Exchange exchange = Objects.requireNonNull(port.get(KEY.value()));
        return EntryCodec.decode(exchange.getMessage().getBody(byte[].class));
    }

    /** What happens at the first write, instead of it; the second one does nothing of its own. */
    private void atFirstWrite(Runnable action) {
        port.beforeWrite = next -> {
            port.beforeWrite = another -> writes.incrementAndGet();
            action.run();
        };
    }

    private static void refuse() {
        throw new OptimisticLockingException();
    }

    private static void fail() {
        throw new IllegalStateException("timed out");
    }

    @Test
    void updatesAreOneWriteAndEachSeesWhatThoseBeforeItLeft() {
        PendingUpdate first = update(increment("count"));
        PendingUpdate second = update(increment("count"));
        run(first, second);
        assertThat(writes).hasValue(1);
        assertThat(first.result()).isSameAs(Session.EMPTY);
        assertThat(second.result()).isEqualTo(session("count", "1"));
        assertThat(stored().session()).isEqualTo(session("count", "2"));
    }

    @Test
    void updateThatThrowsFailsAloneAndChangesNothing() {
        PendingUpdate refusing = update(REFUSING);
        PendingUpdate last = update(increment("count"));
        run(update(increment("count")), refusing, last);
        assertThatThrownBy(refusing::result).hasMessage("a field is missing");
        assertThat(last.result()).isEqualTo(session("count", "1"));
        assertThat(stored().session()).isEqualTo(session("count", "2"));
    }

    @Test
    void nothingIsWrittenIfAllThrow() {
        run(update(REFUSING), update(REFUSING));
        assertThat(writes).hasValue(0);
    }

    @Test
    void updateBeyondMaxSessionSizeFailsAlone() {
        settings = new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, 20);
        PendingUpdate large = update(put("b", "\"0123456789\""));
        PendingUpdate small = update(put("c", "2"));
        run(update(put("a", "1")), large, small);
        assertThatThrownBy(large::result)
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("the session would have 24 bytes of JSON");
        assertThat(stored().session())
                .isEqualTo(Session.of(Map.of("a", JsonValue.ofText("1"))).with(Map.of("c", JsonValue.ofText("2"))));
    }

    @Test
    void updateWhoseTokenIsOverFailsAlone() {
        PendingUpdate over = new PendingUpdate(
                claimsKey("a user", ManualTime.START.minus(SETTINGS.clockSkew())), put("a", "1"), time.instant());
        run(over, update(put("b", "2")));
        assertThatThrownBy(over::result).isInstanceOf(ExpiredKeyException.class);
        assertThat(stored().session()).isEqualTo(session("b", "2"));
    }

    @Test
    void entryEndsWithTheTokenThatLivesLongest() {
        Instant later = EXPIRY.plus(Duration.ofHours(1));
        run(
                update(put("a", "1")),
                new PendingUpdate(claimsKey("a user", later), put("b", "2"), time.instant()),
                update(put("c", "3")));
        assertThat(stored().expiresAt()).isEqualTo(later);
    }

    @Test
    void newSessionThatIsOneTooManyFailsForThoseAloneWhoStoreIt() {
        LimitException full = new LimitException("maxSessions", "full");
        port.beforeWrite = next -> {
            throw full;
        };
        PendingUpdate put = update(put("a", "1"));
        PendingUpdate delete = update(session -> session.without(FieldNames.parse("b")));
        run(put, delete);
        assertThatThrownBy(put::result).isSameAs(full);
        assertThat(delete.result()).isSameAs(Session.EMPTY);
    }

    @Test
    void refusedWriteIsTriedAgainWithAll() {
        PendingUpdate first = update(increment("count"));
        PendingUpdate second = othersUpdate(increment("count"));
        atFirstWrite(() -> {
            run(update(put("count", "10")));
            refuse();
        });
        run(first, second);
        assertThat(first.result()).isEqualTo(session("count", "10"));
        assertThat(second.result()).isEqualTo(session("count", "11"));
        assertThat(stored().session()).isEqualTo(session("count", "12"));
    }

    @Test
    void whoHasNoTimeForAnotherAttemptFailsAloneWithAConflict() {
        PendingUpdate late = othersUpdate(put("a", "1"));
        time.advance(SETTINGS.updateTimeout().minusNanos(1));
        PendingUpdate mine = update(put("b", "2"));
        atFirstWrite(JointUpdateTest::refuse);
        run(late, mine);
        assertThatThrownBy(late::result).isInstanceOf(ConflictException.class).hasMessageContaining("updateTimeout");
        assertThat(mine.result()).isSameAs(Session.EMPTY);
        assertThat(stored().session()).isEqualTo(session("b", "2"));
    }

    @Test
    void whoHasFailedDoesNotTryAgainForOthersButLeavesThemUndone() {
        PendingUpdate mine = update(put("a", "1"));
        time.advance(SETTINGS.updateTimeout().minusNanos(1));
        PendingUpdate other = othersUpdate(put("b", "2"));
        atFirstWrite(JointUpdateTest::refuse);
        run(mine, other);
        assertThatThrownBy(mine::result).isInstanceOf(ConflictException.class);
        assertThat(other.isDone()).isFalse();
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void whoIsInterruptedLeavesTheOthersUndone() {
        PendingUpdate mine = update(put("a", "1"));
        PendingUpdate other = othersUpdate(put("b", "2"));
        atFirstWrite(() -> {
            Thread.currentThread().interrupt();
            refuse();
        });
        run(mine, other);
        assertThatThrownBy(mine::result).isInstanceOf(ConflictException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.isDone()).isFalse();
    }

    @Test
    void failedWriteThatMayComeInIsNotTriedAgainWithoutOneOfItsUpdates() {
        PendingUpdate late = othersUpdate(put("a", "1"));
        time.advance(SETTINGS.updateTimeout().minusNanos(1));
        PendingUpdate mine = update(put("b", "2"));
        atFirstWrite(JointUpdateTest::fail);
        assertThatThrownBy(() -> run(late, mine))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it may still be stored");
        assertThat(late.isDone()).isFalse();
        assertThat(mine.isDone()).isFalse();
        assertThat(writes).hasValue(0);
    }

    @Test
    void failedWriteThatIsInIsASuccessOfAll() {
        PendingUpdate mine = update(put("a", "1"));
        PendingUpdate other = othersUpdate(put("b", "2"));
        port.afterWrite = JointUpdateTest::fail;
        run(mine, other);
        assertThat(writes).hasValue(1);
        assertThat(mine.result()).isSameAs(Session.EMPTY);
        assertThat(other.result()).isEqualTo(session("a", "1"));
    }
}
