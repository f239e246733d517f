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
package io.github.camelsession.session.global.outage;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A user who counts in a session under a name of his own, and complains when an answer is late or wrong. */
final class Worker implements Runnable {
    private static final Duration LATEST_ANSWER = Duration.ofSeconds(3);

    final AtomicInteger successes = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicLong slowestMillis = new AtomicLong();
    final List<String> complaints = new CopyOnWriteArrayList<>();

    String lastFailedUpdate = "";

    private final SessionStore store;
    private final String name;
    private final String repository;
    private int acknowledged;
    private int open;
    private String lastFailure = "";

    Worker(SessionStore store, String name, String repository) {
        this.store = store;
        this.name = name;
        this.repository = repository;
    }

    /** One update and one read. */
    @Override
    public void run() {
        if (step(() -> store.update(this::counted)) != null) {
            acknowledged++;
        } else {
            open++;
            lastFailedUpdate = lastFailure;
        }
        Session session = step(store::read);
        if (session != null) {
            check(session);
        }
    }

    private Session counted(Session session) {
        return session.with(Map.of(name, JsonValue.ofText(Integer.toString(count(session) + 1))));
    }

    private int count(Session session) {
        JsonValue value = session.attributes().get(name);
        return value == null ? 0 : Integer.parseInt(value.text());
    }

    /** What was acknowledged is there, and what was not is there once at most. */
    private void check(Session session) {
        int count = count(session);
        if (count < acknowledged || count > acknowledged + open) {
            complaints.add(name + " is " + count + " with " + acknowledged + " acknowledged and " + open + " open");
        }
    }

    private @Nullable Session step(Supplier<Session> step) {
        long start = System.nanoTime();
        try {
            Session session = step.get();
            successes.incrementAndGet();
            return session;
        } catch (SessionStoreException e) {
            failures.incrementAndGet();
            lastFailure = Objects.requireNonNullElse(e.getMessage(), "");
            if (!lastFailure.contains(repository)) {
                complaints.add("no word of the repository: " + e);
            }
        } catch (Throwable e) { // it would end the schedule, and nobody would see it
            complaints.add("failed with " + e);
        } finally {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            slowestMillis.accumulateAndGet(millis, Math::max);
            if (millis >= LATEST_ANSWER.toMillis()) {
                complaints.add("answered after " + millis + " ms");
            }
        }
        return null;
    }
}
