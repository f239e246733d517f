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

import static io.github.camelsession.session.global.support.DoubtfulRepository.Fault.FAILED;
import static io.github.camelsession.session.global.support.DoubtfulRepository.Fault.LATE;
import static io.github.camelsession.session.global.support.DoubtfulRepository.Fault.STORED_BUT_FAILED;
import static io.github.camelsession.session.global.support.DoubtfulRepository.Fault.STORED_BUT_REFUSED;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.entry.WriteIds;
import io.github.camelsession.session.global.support.DoubtfulRepository;
import io.github.camelsession.session.global.support.DoubtfulRepository.Fault;
import io.github.camelsession.session.global.support.SteppingInRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import io.github.camelsession.session.global.support.Threads;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Writes that the store has accepted, or may still accept, without confirming them: none is applied twice, and none is
 * lost.
 */
public interface InDoubtContract extends StoreUnderTest {
    private DoubtfulRepository doubtful() {
        assumeSeveralNodes();
        return new DoubtfulRepository(repository());
    }

    @Test
    default void ownWriteIsKnownUnderManyOfOneOtherNode() {
        for (Fault fault : List.of(STORED_BUT_FAILED, STORED_BUT_REFUSED)) {
            DoubtfulRepository doubtful = doubtful();
            SessionStore store = node(doubtful, SETTINGS).open(KEY);
            SessionStore other = node().open(KEY);
            doubtful.next(fault);
            doubtful.beforeNextAnswer(() -> {
                for (int i = 0; i < 2 * WriteIds.REMEMBERED; i++) {
                    other.update(increment("other"));
                }
            });
            store.update(increment(fault.name()));
            assertThat(store.read().attributes()).containsEntry(fault.name(), JsonValue.ofText("1"));
        }
    }

    @Test
    default void ownWriteIsKnownUnderThoseOfManyNodes() {
        DoubtfulRepository doubtful = doubtful();
        SessionStore store = node(doubtful, SETTINGS).open(KEY);
        doubtful.next(STORED_BUT_FAILED);
        doubtful.beforeNextAnswer(() -> {
            for (int i = 0; i < WriteIds.REMEMBERED; i++) {
                node().open(KEY).update(increment("count"));
            }
        });
        store.update(increment("count"));
        assertThat(store.read()).isEqualTo(session("count", Integer.toString(WriteIds.REMEMBERED + 1)));
    }

    @Test
    default void failedWriteIsTriedAgainOnWhatAnotherNodeWrote() {
        DoubtfulRepository doubtful = doubtful();
        SessionStore store = node(doubtful, SETTINGS).open(KEY);
        doubtful.next(LATE, LATE);
        doubtful.beforeNextAnswer(() -> node().open(KEY).update(increment("count")));
        store.update(increment("count"));
        doubtful.land();
        assertThat(store.read()).isEqualTo(session("count", "2"));
    }

    @Test
    default void lateWriteIsRefusedOnceItWasTriedAgain() {
        DoubtfulRepository doubtful = doubtful();
        SessionStore store = node(doubtful, SETTINGS).open(KEY);
        store.update(increment("count"));
        doubtful.next(LATE);
        store.update(increment("count"));
        doubtful.calls.take();
        doubtful.land();
        assertThat(doubtful.calls.take()).containsExactly("add", "refused");
        assertThat(store.read()).isEqualTo(session("count", "2"));
    }

    @Test
    default void lateWriteThatComesInBeforeTheSecondOneIsKnown() {
        DoubtfulRepository doubtful = doubtful();
        SteppingInRepository paused = new SteppingInRepository(doubtful);
        SessionStore store = node(paused, SETTINGS).open(KEY);
        doubtful.next(LATE);
        paused.beforeNextWrite(() -> {}).beforeNextWrite(doubtful::land);
        store.update(increment("count"));
        assertThat(store.read()).isEqualTo(session("count", "1"));
    }

    @Test
    default void writeThatFailsTwiceIsSaidToBeOpenAndAppliedOnceAtMost() {
        DoubtfulRepository doubtful = doubtful();
        SessionStore store = node(doubtful, SETTINGS).open(KEY);
        doubtful.next(LATE, LATE);
        assertThatThrownBy(() -> store.update(increment("count")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("it may still be stored")
                .hasRootCauseMessage("no answer");
        doubtful.land();
        assertThat(store.read()).isEqualTo(session("count", "1"));
    }

    @Test
    default void writeThatIsGivenUpAndOvertakenByTheNextUpdateIsLostForGood() {
        DoubtfulRepository doubtful = doubtful();
        SessionStore store = node(doubtful, SETTINGS).open(KEY);
        doubtful.next(LATE, FAILED);
        assertThatThrownBy(() -> store.update(increment("count"))).isInstanceOf(SessionStoreException.class);
        store.update(increment("next"));
        doubtful.land();
        assertThat(store.read()).isEqualTo(session("next", "1"));
    }

    @Test
    default void nothingIsAppliedTwiceAndNothingAcknowledgedIsLostUnderManyFaults() throws Exception {
        List<DoubtfulRepository> repositories = List.of(doubtful(), doubtful());
        List<SessionStore> nodes = List.of(
                node(repositories.get(0), SETTINGS).open(KEY),
                node(repositories.get(1), SETTINGS).open(KEY));
        Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
        Threads.run(4, thread -> {
            Random random = new Random(thread);
            DoubtfulRepository repository = repositories.get(thread % 2);
            for (int i = 0; i < 50; i++) {
                repository.next(Fault.values()[random.nextInt(Fault.values().length)]);
                acknowledged.put(thread + "." + i, isDone(nodes.get(thread % 2), thread + "." + i));
                repository.land();
            }
        });
        Map<String, JsonValue> stored = node().open(KEY).read().attributes();
        assertThat(stored).allSatisfy((name, count) -> assertThat(count.text()).isEqualTo("1"));
        acknowledged.forEach((name, done) -> assertThat(stored.containsKey(name) || !done)
                .as("%s is acknowledged and lost", name)
                .isTrue());
        assertThat(acknowledged.values()).contains(true);
    }

    private static boolean isDone(SessionStore store, String name) {
        try {
            store.update(increment(name));
            return true;
        } catch (SessionStoreException open) {
            return false;
        }
    }
}
