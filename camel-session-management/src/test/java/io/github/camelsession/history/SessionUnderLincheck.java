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
package io.github.camelsession.history;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.history.FaultPlan.Fault;
import io.github.camelsession.json.JsonArrays;
import io.github.camelsession.json.JsonNumbers;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A session on a store that errs by plan, for Lincheck to drive. Only faults that an update must find out about: its
 * answer is exact. Each step answers the value that was there, but {@code add} the sum. All steps but one show the same
 * token, which can be ended.
 */
final class SessionUnderLincheck {
    private final CamelContext context = Context.unreachable();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final GlobalSettings SETTINGS = new GlobalSettings(Duration.ofMinutes(1), Duration.ZERO, null, 1000);
    private static final String NAME = "a";
    private static final String MISSING = "missing";

    private static final String ENDED = "ended";
    private static final String UNFIT = "unfit";
    private static final SessionKey KEY = login("token");

    private final GlobalSessions sessions;
    private final SessionStore session;

    SessionUnderLincheck(Fault... faults) {
        FaultyStore store = new FaultyStore(Duration.ZERO);
        sessions = GlobalSessions.in(context, new FaultyRepository(store), SETTINGS, InstantSource.fixed(NOW));
        session = sessions.open(KEY);
        store.follow(FaultPlan.script(faults));
    }

    private static SessionKey login(String token) {
        return SessionKey.ofClaims("lincheck", Map.of("sub", "user"), NOW.plusSeconds(60))
                .shownBy("lincheck", token.getBytes(StandardCharsets.UTF_8), NOW);
    }

    String put(int value) {
        return update(session -> session.with(field(value)));
    }

    String putIfAbsent(int value) {
        return update(session -> session.withAbsent(field(value), null));
    }

    String deleteOrFail() {
        try {
            return update(session -> {
                if (session.attributes().isEmpty()) {
                    throw new IllegalArgumentException(MISSING);
                }
                return session.without(FieldNames.parse(NAME));
            });
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    String add(int value) {
        String[] sum = new String[1];
        String before = update(session -> {
            JsonValue next = JsonNumbers.add(NAME, session.attributes().get(NAME), number(value));
            sum[0] = next.text();
            return session.withChanged(Map.of(NAME, next), null);
        });
        return before.equals(ENDED) || before.equals(UNFIT) ? before : sum[0];
    }

    String append(int value) {
        return update(session -> session.withChanged(
                Map.of(NAME, JsonArrays.append(NAME, session.attributes().get(NAME), number(value), 2)), null));
    }

    String take() {
        return update(session -> session.without(FieldNames.parse(NAME)));
    }

    String get() {
        return unlessEnded(session::read);
    }

    String getWithAnotherToken() {
        return value(sessions.open(login("another token")).read());
    }

    String end() {
        return unlessEnded(() -> sessions.end(KEY));
    }

    private String update(UnaryOperator<Session> change) {
        return unlessEnded(() -> session.update(change));
    }

    private static String unlessEnded(Supplier<Session> step) {
        try {
            return value(step.get());
        } catch (SessionAccessDeniedException e) {
            return ENDED;
        } catch (SessionValueException e) {
            return UNFIT;
        }
    }

    private static Map<String, JsonValue> field(int value) {
        return Map.of(NAME, number(value));
    }

    private static JsonValue number(int value) {
        return JsonValue.ofText(Integer.toString(value));
    }

    private static String value(Session session) {
        JsonValue value = session.attributes().get(NAME);
        return value == null ? "nothing" : value.text();
    }

    /** The same without a store. */
    public static final class Specification {
        private @Nullable String value;
        private boolean ended;

        public String put(int next) {
            return replacedBy(Integer.toString(next));
        }

        public String putIfAbsent(int next) {
            return replacedBy(value == null ? Integer.toString(next) : value);
        }

        public String add(int number) {
            if (!ended && value != null && value.startsWith("[")) {
                return UNFIT;
            }
            String before =
                    replacedBy(Integer.toString(number + (value == null || ended ? 0 : Integer.parseInt(value))));
            return before.equals(ENDED) ? ENDED : getWithAnotherToken();
        }

        public String append(int element) {
            if (!ended && value != null && !value.startsWith("[")) {
                return UNFIT;
            }
            String last = value == null
                    ? ""
                    : value.substring(value.lastIndexOf(',') + 1).replaceAll("[\\[\\]]", "") + ",";
            return replacedBy("[" + last + element + "]");
        }

        public String take() {
            return replacedBy(null);
        }

        public String deleteOrFail() {
            return value == null && !ended ? MISSING : replacedBy(null);
        }

        private String replacedBy(@Nullable String next) {
            String before = get();
            value = ended ? value : next;
            return before;
        }

        public String get() {
            return ended ? ENDED : getWithAnotherToken();
        }

        public String getWithAnotherToken() {
            return value == null ? "nothing" : value;
        }

        public String end() {
            String before = get();
            ended = true;
            return before;
        }
    }
}
