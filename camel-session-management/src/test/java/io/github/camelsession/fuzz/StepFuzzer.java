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
package io.github.camelsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.fuzz.FuzzModel.Outcome;
import io.github.camelsession.fuzz.FuzzStep.Version;
import io.github.camelsession.token.TestTokens;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;

/** Runs histories of steps on one exchange, straight through the producer, and holds each step to the model. */
final class StepFuzzer implements AutoCloseable {
    private static final int MAX_SESSION_SIZE = 64 * 1024;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final ObjectMapper TREES = JsonMapper.builder().build();

    /** Of GLOBAL sessions; a history takes about three times as long. */
    private static final Duration LIFETIME = Duration.ofSeconds(120);

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final CamelContext context = new DefaultCamelContext();
    private final Map<FuzzStep.Endpoint, Producer> steps = new HashMap<>();
    private final Map<String, Producer> versions = new HashMap<>();
    private final Map<SessionType, Producer> readers = new EnumMap<>(SessionType.class);
    private final String authorization;
    private Instant now = START;

    /** The first write of the GLOBAL session; null if there is none. */
    private @Nullable Instant started;

    private @Nullable KnownVersion known;

    /** @param named the fields that it is the version of */
    private record KnownVersion(String text, Map<String, @Nullable Object> named) {}

    private record ShownVersion(Version kind, @Nullable String text) {}

    StepFuzzer() {
        SessionManagementComponent component =
                context.getComponent("session-management", SessionManagementComponent.class);
        component.getConfiguration().setSecretKey(TestTokens.SECRET);
        component.getConfiguration().setAllowedTriggers("*");
        component.getConfiguration().setMaxSessionSize(MAX_SESSION_SIZE);
        component.getConfiguration().setMaxLifetime(LIFETIME);
        component.getConfiguration().setClockSkew(Duration.ZERO);
        TestClock.set(component, () -> now);
        context.start();
        authorization = "Bearer "
                + TestTokens.hs256(TestTokens.SECRET)
                        .expiresAt(START.plus(Duration.ofDays(100_000)))
                        .sign();
        for (SessionType type : SessionType.values()) {
            readers.put(type, producer("session-management:read?fields=*&sessionType=" + type));
        }
    }

    private Producer producer(String uri) {
        try {
            return context.getEndpoint(uri).createProducer();
        } catch (Exception e) {
            throw new AssertionError("No step " + uri, e);
        }
    }

    @Override
    public void close() {
        context.stop();
    }

    /** Both sessions are empty at its start. */
    void run(List<FuzzStep> history) {
        endGlobal();
        known = null;
        Exchange exchange = new DefaultExchange(context);
        Map<SessionType, FuzzSession> sessions = new EnumMap<>(SessionType.class);
        for (SessionType type : SessionType.values()) {
            sessions.put(type, cleared(exchange, type));
        }
        for (FuzzStep step : history) {
            now = now.plusSeconds(step.seconds());
            SessionType type = step.target().type();
            sessions.put(type, run(step, exchange, current(type, sessions.get(type))));
            starts(type, sessions.get(type));
            assertThat(session(exchange, type)).isEqualTo(sessions.get(type).values());
        }
        sessions.forEach((type, session) -> assertThat(session(exchange, type))
                .isEqualTo(current(type, session).values()));
    }

    /** Time passes until the session of before is over, whenever it started. */
    private void endGlobal() {
        now = now.plus(LIFETIME);
        started = null;
    }

    private FuzzSession current(SessionType type, FuzzSession session) {
        if (type == SessionType.GLOBAL && started != null && !now.isBefore(started.plus(LIFETIME))) {
            started = null;
        }
        return type == SessionType.GLOBAL && started == null ? FuzzSession.EMPTY : session.at(now);
    }

    private void starts(SessionType type, FuzzSession after) {
        if (type == SessionType.GLOBAL && started == null && !after.values().isEmpty()) {
            started = now;
        }
    }

    private FuzzSession cleared(Exchange exchange, SessionType type) {
        prepare(exchange).setHeader(SessionManagementConstants.OPERATION, SessionOperation.CLEAR);
        assertThat(failure(readers.get(type), exchange)).isNull();
        return FuzzSession.EMPTY;
    }

    /** Answers the session as it is after the step. */
    private FuzzSession run(FuzzStep step, Exchange exchange, FuzzSession before) {
        ShownVersion version = shown(step, exchange, before);
        Message message = prepare(exchange);
        setHeader(message, SessionManagementConstants.OPERATION, step.operation());
        setHeader(message, SessionManagementConstants.FIELDS, step.fields());
        setHeader(message, SessionManagementConstants.VERSION, version.text);
        step.message().putOn(exchange);
        Object body = message.getBody();

        Exception failure = failure(steps.computeIfAbsent(step.target(), t -> producer(t.uri())), exchange);

        checkIsDocumented(failure);
        if (!step.message().isPredictable()) {
            return afterUnpredictable(step, exchange, before, failure);
        }
        Outcome outcome = FuzzModel.outcome(step, version.kind, before, now);
        if (isBeyondALimit(failure, step, outcome)) {
            return before;
        }
        if (failure == null) {
            assertThat(outcome.failures()).as("%s, with %s", step, before).isEmpty();
        } else {
            assertThat(outcome.failures())
                    .as("%s, with %s: %s", step, before, failure)
                    .contains(failure.getClass());
        }
        checkFound(step, message, before, failure);
        checkPrevious(step, message, before, failure);
        checkMessage(step, exchange, body, outcome);
        checkVersion(step, exchange, outcome);
        return outcome.session();
    }

    /** The model does not know what an unpredictable step gave an end to, so it ends all if anything may have one. */
    private FuzzSession afterUnpredictable(
            FuzzStep step, Exchange exchange, FuzzSession before, @Nullable Exception failure) {
        SessionType type = step.target().type();
        if (failure != null) {
            return before;
        }
        if (before.ends().isEmpty() && step.target().ttl() == null) {
            return new FuzzSession(session(exchange, type), Map.of());
        }
        FuzzSession empty = cleared(exchange, type);
        if (type == SessionType.GLOBAL) {
            endGlobal(); // it is not known whether the step was its first write
        }
        return empty;
    }

    private Message prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        exchange.removeVariable("*");
        exchange.removeProperties("*", "Camel*");
        message.setHeader("Authorization", authorization);
        message.setBody(null);
        return message;
    }

    /** An old version of other values than there are now, if one is known and wanted; else the right one. */
    private ShownVersion shown(FuzzStep step, Exchange exchange, FuzzSession before) {
        FuzzNames names = step.expectedNames();
        KnownVersion old = known;
        if (!step.target().versioned() || step.version() == Version.NONE) {
            return new ShownVersion(Version.NONE, null);
        }
        if (step.version() == Version.NONSENSE || names == null) {
            return new ShownVersion(Version.NONSENSE, "\"nonsense\"");
        }
        Map<String, @Nullable Object> named = names.selected(before.values());
        if (step.version() == Version.STALE && old != null && !old.named.equals(named)) {
            return new ShownVersion(Version.STALE, old.text);
        }
        String text = versionNow(step, exchange);
        known = new KnownVersion(text, named);
        return new ShownVersion(Version.RIGHT, text);
    }

    private String versionNow(FuzzStep step, Exchange exchange) {
        String options = "?operation=CONTAINS&versioned=true&sessionType="
                + step.target().type() + "&scoped=" + step.target().scoped();
        Message message = prepare(exchange);
        message.setHeader(SessionManagementConstants.FIELDS, step.fieldsInForce());
        Producer asking = versions.computeIfAbsent(options, o -> producer("session-management:version" + o));
        assertThat(failure(asking, exchange)).isNull();
        return message.getHeader(SessionManagementConstants.VERSION, String.class);
    }

    private void checkVersion(FuzzStep step, Exchange exchange, Outcome outcome) {
        Object told = exchange.getMessage().getHeader(SessionManagementConstants.VERSION);
        if (step.target().versioned() && outcome.failures().isEmpty()) {
            assertThat(told).isEqualTo(versionNow(step, exchange));
        }
    }

    private static void checkPrevious(FuzzStep step, Message message, FuzzSession before, @Nullable Exception failure) {
        Object told = message.getHeader(SessionManagementConstants.PREVIOUS);
        if (failure == null && step.target().previous() && !FuzzModel.reads(step.expectedOperation())) {
            assertThat(Json.comparable(told)).isEqualTo(step.expectedNames().selected(before.values()));
        } else {
            assertThat(told).isNull();
        }
    }

    private static void setHeader(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    /** An Error is let through, and fails the property. */
    private static @Nullable Exception failure(@Nullable Producer step, Exchange exchange) {
        try {
            assertThat(step).isNotNull();
            step.process(exchange);
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    /** And fit for a log: a name from outside must neither forge lines nor flood it. */
    private static void checkIsDocumented(@Nullable Exception failure) {
        if (failure == null) {
            return;
        }
        assertThat(failure).isInstanceOf(SessionManagementException.class);
        assertThat(failure.getMessage()).hasSizeLessThan(LONGEST_MESSAGE).doesNotContain("h1dden");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    private static boolean isBeyondALimit(@Nullable Exception failure, FuzzStep step, Outcome outcome) {
        boolean full = failure instanceof SessionLimitException
                && String.valueOf(outcome.session().values()).length() > MAX_SESSION_SIZE / 12;
        // A text may repeat a field; a tree can not hold a number that no BigDecimal can, even one that is repeated.
        boolean unholdable = failure instanceof SessionValueException
                && failure.getMessage().contains("beyond the range of BigDecimal");
        boolean repeated = failure instanceof InvalidMessageBodyException
                && failure.getMessage().contains("repeats");
        SessionOperation operation = step.expectedOperation();
        return full
                || ((unholdable || repeated)
                        && operation != null
                        && (FuzzModel.fills(operation) || step.target().previous()));
    }

    private static void checkFound(FuzzStep step, Message message, FuzzSession before, @Nullable Exception failure) {
        Object found = message.getHeader(SessionManagementConstants.FOUND);
        if (failure != null) {
            assertThat(found).isNull();
        } else {
            assertThat((List<?>) found)
                    .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
                    .containsExactlyInAnyOrderElementsOf(
                            step.expectedNames().selected(before.values()).keySet());
        }
    }

    private static void checkMessage(FuzzStep step, Exchange exchange, @Nullable Object before, Outcome outcome) {
        FuzzMessage message = step.message();
        Object body = exchange.getMessage().getBody();
        Map<String, @Nullable Object> written = outcome.written();
        if (!message.isInTheBody()) {
            assertThat(body).isEqualTo(FuzzMessage.UNTOUCHED);
            message.with(written == null ? Map.of() : written)
                    .forEach((name, value) -> assertThat(Json.comparable(message.get(exchange, name)))
                            .isEqualTo(value));
        } else if (written == null || (message.place() == FieldsIn.WHOLE_BODY && written.isEmpty())) {
            checkUnchanged(step.body(), body, before);
        } else if (message.place() == FieldsIn.BODY) {
            assertThat(object(body, step.body())).isEqualTo(message.with(written));
        } else {
            assertThat(value(body, step.body()))
                    .isEqualTo(written.values().iterator().next());
        }
    }

    private static void checkUnchanged(FuzzBody body, @Nullable Object after, @Nullable Object before) {
        if (body.kind().isTree()) {
            assertThat(after).isSameAs(before);
        } else {
            assertThat(text(after, body)).isEqualTo(body.text());
        }
    }

    /** The step makes text of an empty body, whatever kind it was. */
    private static Object object(@Nullable Object after, FuzzBody body) {
        if (after instanceof Map<?, ?>) {
            return Json.comparable(after);
        }
        String text = after instanceof JsonNode || !Json.isBlank(body.text()) ? text(after, body) : (String) after;
        Map<String, @Nullable Object> object = Json.objectIn(text);
        assertThat(object).as(text).isNotNull();
        return object;
    }

    /** What was data is data; the rest is JSON text, in UTF-8 if it is bytes. */
    private static @Nullable Object value(@Nullable Object after, FuzzBody body) {
        if (after instanceof JsonNode node) {
            return Json.writtenValue(node.toString());
        }
        boolean wasData = body.kind().isTree() && Json.objectIn(body.text()) != null;
        if (wasData) {
            return Json.comparable(after);
        }
        return Json.writtenValue(
                body.kind().isBytes() && !(after instanceof String)
                        ? text(after, new FuzzBody(body.text(), body.kind(), UTF_8, null, body.place()))
                        : text(after, body));
    }

    private static String text(@Nullable Object after, FuzzBody body) {
        if (after instanceof String text) {
            return text;
        }
        try {
            return switch (body.kind()) {
                case STRING, BUILDER -> String.valueOf(after);
                case CHARS -> new String((char[]) after);
                case BYTES -> new String((byte[]) after, body.readAs());
                case BUFFER ->
                    new String(after instanceof ByteBuffer buffer ? buffer.array() : (byte[]) after, body.readAs());
                case STREAM, STREAM_CACHE -> new String(((InputStream) rewound(after)).readAllBytes(), body.readAs());
                case READER, READER_CACHE -> {
                    StringWriter text = new StringWriter();
                    ((Reader) rewound(after)).transferTo(text);
                    yield text.toString();
                }
                default -> new String(TREES.writeValueAsBytes(after), UTF_8);
            };
        } catch (java.io.IOException e) {
            throw new AssertionError("The body can not be read any more", e);
        }
    }

    private static @Nullable Object rewound(@Nullable Object stream) {
        if (stream instanceof StreamCache cache) {
            cache.reset();
        }
        return stream;
    }

    /** All of it, by a step that does nothing else. */
    private Map<String, @Nullable Object> session(Exchange exchange, SessionType type) {
        Message message = prepare(exchange);
        exchange.removeProperty(Exchange.CHARSET_NAME);
        assertThat(failure(readers.get(type), exchange)).isNull();
        return Json.written(message.getBody(String.class));
    }
}
