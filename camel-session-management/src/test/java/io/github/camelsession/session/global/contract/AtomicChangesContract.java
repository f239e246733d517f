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

import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.json.JsonArrays;
import io.github.camelsession.json.JsonNumbers;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import io.github.camelsession.session.global.support.Threads;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What ADD, APPEND and TAKE make of a session, asked for by 16 threads on each of two nodes. */
public interface AtomicChangesContract extends StoreUnderTest {
    int THREADS_OF_A_NODE = 16;
    int UPDATES = 20;
    int ELEMENTS = 5;

    @Test
    default void counterThatManyThreadsRaiseIsExact() throws Exception {
        JsonValue step = JsonValue.ofText("0.1");
        UnaryOperator<Session> add = changed("count", stored -> JsonNumbers.add("count", stored, step));
        onAllThreads((thread, store) -> {
            for (int i = 0; i < UPDATES; i++) {
                store.update(add);
            }
        });
        int updates = threads() * UPDATES;
        assertThat(node().open(KEY).read()).isEqualTo(session("count", updates / 10 + "." + updates % 10));
    }

    @Test
    default void arrayThatManyThreadsAppendToHasEachElementOnceAndInTheOrderOfItsThread() throws Exception {
        onAllThreads((thread, store) -> {
            for (int i = 0; i < ELEMENTS; i++) {
                JsonValue element = JsonValue.ofText(Integer.toString(thread * ELEMENTS + i));
                store.update(changed("log", stored -> JsonArrays.append("log", stored, element, 0)));
            }
        });
        List<Integer> log = elements(node().open(KEY).read());
        assertThat(log)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, threads() * ELEMENTS).boxed().toList());
        for (int thread = 0; thread < threads(); thread++) {
            int one = thread;
            assertThat(log.stream().filter(element -> element / ELEMENTS == one))
                    .isSorted();
        }
    }

    @Test
    default void eachValueIsTakenByOneThreadOnly() throws Exception {
        Map<String, JsonValue> coupons = new LinkedHashMap<>();
        IntStream.range(0, THREADS_OF_A_NODE)
                .forEach(i -> coupons.put("coupon" + i, JsonValue.ofText(Integer.toString(i))));
        node().open(KEY).update(session -> session.with(coupons));
        ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
        onAllThreads((thread, store) -> {
            for (String coupon : coupons.keySet()) {
                FieldNames name = FieldNames.of(List.of(coupon));
                taken.addAll(store.update(session -> session.without(name)).held(name));
            }
        });
        assertThat(taken).containsExactlyInAnyOrderElementsOf(coupons.keySet());
        assertThat(node().open(KEY).read()).isSameAs(Session.EMPTY);
    }

    interface Work {
        void run(int thread, SessionStore store);
    }

    /** Half of them on each node, which shares no turns with the other; all on one, where there must be no second. */
    private void onAllThreads(Work work) throws Exception {
        GlobalSettings patient = new GlobalSettings(Duration.ofMinutes(10), Duration.ZERO, null, 100_000);
        List<SessionStore> nodes = comparesAndSwaps()
                ? List.of(inProduction(patient).open(KEY), inProduction(patient).open(KEY))
                : Collections.nCopies(2, node(repository(), patient).open(KEY));
        Threads.run(threads(), thread -> work.run(thread, nodes.get(thread % 2)));
    }

    /** Pauses as in production, and shares no turns with another one, since it has a repository object of its own. */
    private GlobalSessions inProduction(GlobalSettings settings) {
        return GlobalSessions.in(context(), new DelegatingRepository(repository()), settings.with(form()), time());
    }

    private static int threads() {
        return 2 * THREADS_OF_A_NODE;
    }

    private static UnaryOperator<Session> changed(String name, Function<@Nullable JsonValue, JsonValue> combination) {
        return session -> session.withChanged(
                Map.of(name, combination.apply(session.attributes().get(name))), null);
    }

    private static List<Integer> elements(Session session) {
        String array = session.attributes().get("log").text();
        return Stream.of(array.substring(1, array.length() - 1).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
