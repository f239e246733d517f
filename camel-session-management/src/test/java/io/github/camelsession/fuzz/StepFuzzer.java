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
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.fuzz.FuzzModel.Outcome;
import io.github.camelsession.token.TestTokens;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
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
import org.jspecify.annotations.Nullable;

/** Runs histories of steps on one exchange, straight through the producer, and holds each step to the model. */
final class StepFuzzer implements AutoCloseable {
    private static final int MAX_SESSION_SIZE = 64 * 1024;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final ObjectMapper TREES = JsonMapper.builder().build();

    private final CamelContext context = new DefaultCamelContext();
    private final Map<FuzzStep.Endpoint, Producer> steps = new HashMap<>();
    private final Map<SessionType, Producer> readers = new EnumMap<>(SessionType.class);
    private final String authorization;

    StepFuzzer() {
        SessionManagementComponent component =
                context.getComponent("session-management", SessionManagementComponent.class);
        component.getConfiguration().setSecretKey(TestTokens.SECRET);
        component.getConfiguration().setAllowedTriggers("*");
        component.getConfiguration().setMaxSessionSize(MAX_SESSION_SIZE);
        context.start();
        authorization = "Bearer "
                + TestTokens.hs256(TestTokens.SECRET)
                        .expiresAt(Instant.now().plusSeconds(86_400))
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
        Exchange exchange = new DefaultExchange(context);
        Map<SessionType, Map<String, @Nullable Object>> sessions = new EnumMap<>(SessionType.class);
        for (SessionType type : SessionType.values()) {
            prepare(exchange);
            exchange.getMessage().setHeader(SessionManagementConstants.OPERATION, SessionOperation.CLEAR);
            assertThat(failure(readers.get(type), exchange)).isNull();
            sessions.put(type, Map.of());
        }
        for (FuzzStep step : history) {
            SessionType type = step.target().type();
            sessions.put(type, run(step, exchange, sessions.get(type)));
            assertThat(session(exchange, type)).isEqualTo(sessions.get(type));
        }
        sessions.forEach((type, session) -> assertThat(session(exchange, type)).isEqualTo(session));
    }

    /** Answers the session as it is after the step. */
    private Map<String, @Nullable Object> run(FuzzStep step, Exchange exchange, Map<String, @Nullable Object> before) {
        Message message = prepare(exchange);
        setHeader(message, SessionManagementConstants.OPERATION, step.operation());
        setHeader(message, SessionManagementConstants.FIELDS, step.fields());
        step.body().putOn(exchange);
        Object body = message.getBody();

        Exception failure = failure(steps.computeIfAbsent(step.target(), t -> producer(t.uri())), exchange);

        checkIsDocumented(failure);
        Outcome outcome = FuzzModel.outcome(step, before);
        if (!step.body().isPredictable()) {
            return failure == null ? session(exchange, step.target().type()) : before;
        }
        if (isBeyondALimit(failure, step, outcome)) {
            return before;
        }
        assertThat(failure == null ? null : failure.getClass()).isEqualTo(outcome.failure());
        checkFound(step, message, before, failure);
        checkBody(step, message.getBody(), body, outcome);
        return outcome.session();
    }

    private Message prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Authorization", authorization);
        message.setBody(null);
        return message;
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
                && String.valueOf(outcome.session()).length() > MAX_SESSION_SIZE / 12;
        // A text may repeat a field; a tree can not hold a number that no BigDecimal can.
        boolean unholdable = failure instanceof SessionValueException
                || (failure instanceof InvalidMessageBodyException
                        && failure.getMessage().contains("repeats"));
        return full || (unholdable && step.expectedOperation() == SessionOperation.GET);
    }

    private static void checkFound(
            FuzzStep step, Message message, Map<String, @Nullable Object> before, @Nullable Exception failure) {
        Object found = message.getHeader(SessionManagementConstants.FOUND);
        if (failure != null) {
            assertThat(found).isNull();
        } else {
            assertThat((List<?>) found)
                    .doesNotHaveDuplicates()
                    .allMatch(before::containsKey)
                    .hasSize((int) before.keySet().stream()
                            .filter(name ->
                                    step.isAll() || step.expectedFields().contains(name))
                            .count());
        }
    }

    private static void checkBody(FuzzStep step, @Nullable Object after, @Nullable Object before, Outcome outcome) {
        boolean rewritten = outcome.failure() == null && step.expectedOperation() == SessionOperation.GET;
        FuzzBody body = step.body();
        if (body.kind().isTree()) {
            assertThat(after)
                    .isInstanceOf(after == before ? Object.class : before instanceof Map ? Map.class : JsonNode.class);
            return;
        }
        // GET makes text of an empty body, whatever kind it was.
        String text = rewritten && Json.isBlank(body.text()) ? (String) after : text(after, body);
        if (rewritten) {
            assertThat(Json.objectIn(text)).as(text).isEqualTo(outcome.body());
        } else {
            assertThat(text).isEqualTo(body.text());
        }
    }

    private static String text(@Nullable Object after, FuzzBody body) {
        try {
            return switch (body.kind()) {
                case STRING, BUILDER -> String.valueOf(after);
                case CHARS -> after instanceof char[] chars ? new String(chars) : (String) after;
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

    private Map<String, @Nullable Object> session(Exchange exchange, SessionType type) {
        Message message = prepare(exchange);
        exchange.removeProperty(Exchange.CHARSET_NAME);
        assertThat(failure(readers.get(type), exchange)).isNull();
        return Json.written(message.getBody(String.class));
    }
}
