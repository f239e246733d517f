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
package io.github.camelsession.benchmark;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.support.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/** What sessions take in a store: the JSON, and what the store adds. */
final class CapacityBytes {
    static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), null, 1 << 20);

    private static final int THREADS = 16;

    /** Sessions of these kinds. */
    enum Shape {
        ONE_SHORT_FIELD("20 bytes") {
            @Override
            Session session(int user) {
                return Session.of(Map.of("user", JsonValue.ofText("\"%08d\"".formatted(user))));
            }
        },
        ONE_KILOBYTE("1 KB") {
            @Override
            Session session(int user) {
                return Session.of(Map.of("order", JsonValue.ofText(Orders.order(1, user))));
            }
        },
        TEN_FIELDS("1 KB in ten fields") {
            @Override
            Session session(int user) {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                for (int i = 0; i < 10; i++) {
                    fields.put("field" + i, JsonValue.ofText("\"%090d\"".formatted(user)));
                }
                return Session.of(fields);
            }
        };

        private final String title;

        Shape(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        abstract Session session(int user);
    }

    private CapacityBytes() {}

    static void measure(CapacityStore store, Effort effort, Consumer<Result> done) throws Exception {
        int users = effort.sessions() / 50;
        bytes(store, Shape.ONE_SHORT_FIELD, users / 10); // loads classes, and opens what takes room once
        for (Shape shape : Shape.values()) {
            long files = store == CapacityStore.REDIS ? CapacityStore.appendOnlyFile() : 0;
            double bytes = bytes(store, shape, users);
            done.accept(result("bytes-" + shape, store, "Bytes of a session of " + shape.title(), bytes));
            if (store == CapacityStore.REDIS) {
                double file = (double) (CapacityStore.appendOnlyFile() - files) / users;
                done.accept(result("file-" + shape, store, "Append-only file for a session of " + shape.title(), file));
            }
        }
    }

    private static double bytes(CapacityStore store, Shape shape, int users) throws Exception {
        String place = TestServers.newName();
        OptimisticLockingAggregationRepository repository = store.open(place);
        try (CamelContext context = Contexts.without()) {
            context.start();
            context.addService(repository, true, true);
            GlobalSessions sessions =
                    GlobalSessions.in(context, repository, SETTINGS.with(store.form()), Clock.systemUTC());
            long before = store.bytes(place);
            Together.millis(
                    THREADS,
                    users,
                    (thread, user) -> sessions.open(Crowd.key(place, user, BareSteps.END_OF_TOKENS))
                            .update(empty -> shape.session(user)));
            long after = store.bytes(place);
            if (repository.getKeys().size() < users) {
                throw new IllegalStateException("not all sessions are there");
            }
            return (double) (after - before) / users;
        }
    }

    private static Result result(String what, CapacityStore store, String text, double bytes) {
        Figure figure = Figure.exactly(bytes, "bytes");
        return new Result(
                CapacityRow.id(what, store),
                text + ", " + store.title(),
                "–",
                PerformanceTarget.atMost(8_000),
                figure,
                figure);
    }
}
