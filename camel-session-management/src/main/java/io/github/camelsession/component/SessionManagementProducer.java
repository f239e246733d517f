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
package io.github.camelsession.component;

import io.github.camelsession.DenialReason;
import io.github.camelsession.EmptyBody;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.access.TokenHeaders;
import io.github.camelsession.json.JsonMembers;
import io.github.camelsession.json.MessageFields;
import io.github.camelsession.observability.ComponentObservation;
import io.github.camelsession.observability.StepRecorder;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.SessionVersion;
import io.github.camelsession.session.TimedSession;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.request.TokenCookie;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step: reads the fields or adds the attributes, finds the store, and updates the session. */
final class SessionManagementProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManagementProducer.class);
    private static final String LOCAL_VERSION = "";

    private final SessionManagementEndpoint endpoint;
    private final StepOptions configured;
    private final MessageFields place;

    SessionManagementProducer(SessionManagementEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.place = endpoint.getComponent().body().in(endpoint.getFieldsIn());
        this.configured = new StepOptions(endpoint.getOperation(), endpoint.parsedFields());
    }

    @Override
    public void process(Exchange exchange) {
        ComponentObservation observation = endpoint.getComponent().observation();
        StepRecorder<SessionOperation, SessionType> recorder = observation.steps();
        SessionType type = endpoint.getSessionType();
        long start = recorder.start();
        StepOptions step = configured;
        try {
            Message message = exchange.getMessage();
            step = configured.withOperationOf(message);
            step = step.withFieldsOf(message);
            StepChecks.ofHeader(endpoint, step);
            Session before = switch (OperationKind.of(step.operation())) {
                case ENDS ->
                    step.operation() == SessionOperation.BACKCHANNEL_LOGOUT
                            ? endpoint.getComponent().globalAccess().endAsProviderSays(exchange)
                            : end(step, exchange);
                case IDENTIFIES -> claims(step, exchange);
                default -> run(step, storeFor(step, exchange), message);
            };
            message.setHeader(SessionManagementConstants.FOUND, before.held(step.attributes()));
        } catch (RuntimeException e) {
            RuntimeException failure = StepErrors.translate(endpoint, step.operation(), e);
            if (failure instanceof SessionManagementException ours) {
                ours.setComponent(endpoint.getComponent().name());
            }
            endpoint.count(true);
            observation.tellSpan(
                    exchange, step.operation(), type, recorder.failed(step.operation(), type, failure, start));
            throw failure;
        }
        endpoint.count(false);
        observation.tellSpan(exchange, step.operation(), type, recorder.done(step.operation(), type, start));
    }

    /** Answers the session as it was before the step. */
    private Session run(StepOptions step, SessionStore store, Message message) {
        return switch (OperationKind.of(step.operation())) {
            case READS -> read(step, store, message);
            case STORES -> {
                MessageFields.Part part = place.of(message);
                yield change(step, store, message, part, fieldsOf(part, step));
            }
            default -> {
                if (step.operation() == SessionOperation.CLEAR && !endpoint.isVersioned() && !endpoint.isPrevious()) {
                    yield store.clear();
                }
                MessageFields.Part part = OperationKind.fillsMessage(step.operation()) ? place.of(message) : null;
                yield change(step, store, message, part, Map.of());
            }
        };
    }

    private Session read(StepOptions step, SessionStore store, Message message) {
        Session session = requireHeld(store.read(), step);
        if (step.operation() == SessionOperation.GET) {
            MessageFields.Part part = place.of(message);
            add(StepUpdate.answer(session, step.attributes(), kept(step, part)), step, part);
        }
        setVersion(session, step, message);
        return session;
    }

    private void add(Map<String, JsonValue> answer, StepOptions step, MessageFields.Part part) {
        draft(part).with(step.fields().toFields(answer)).run();
    }

    /** The attributes whose fields the message has, and keeps. */
    private Set<String> kept(StepOptions step, MessageFields.Part part) {
        return endpoint.isOverwrite() ? Set.of() : part.present(step.fields());
    }

    private MessageFields.Draft draft(MessageFields.Part part) {
        return part.draft(endpoint.getEmptyBody() == EmptyBody.MAP);
    }

    /** @param part null if the operation has no use for it */
    private Session change(
            StepOptions step,
            SessionStore store,
            Message message,
            MessageFields.@Nullable Part part,
            Map<String, JsonValue> values) {
        SessionOperation operation = step.operation();
        boolean stores = OperationKind.of(operation) == OperationKind.STORES;
        StepUpdate update = new StepUpdate(new StepUpdate.Given(
                operation,
                step.fields(),
                values,
                endOfFields(stores),
                endpoint.keptItems(),
                part != null && OperationKind.fillsMessage(operation) ? draft(part) : null,
                part != null && operation == SessionOperation.TAKE ? kept(step, part) : Set.of(),
                endpoint.isVersioned() ? versionIn(message) : null,
                endpoint.isPrevious(),
                stores || operation == SessionOperation.CLEAR ? session -> {} : session -> requireHeld(session, step)));
        StepUpdate.Result result = update.result(store.update(update));
        result.told().run();
        if (result.previous() != null) {
            message.setHeader(SessionManagementConstants.PREVIOUS, result.previous());
        }
        setVersion(result.after(), step, message);
        return result.before();
    }

    private @Nullable Instant endOfFields(boolean stores) {
        Duration ttl = endpoint.getTtl();
        return ttl == null || !stores
                ? null
                : endpoint.getComponent().clock().instant().plus(ttl).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String versionIn(Message message) {
        Object version = message.getHeader(SessionManagementConstants.VERSION);
        if (version == null) {
            throw new InvalidStepOptionException(
                    "versioned=true needs the header " + SessionManagementConstants.VERSION
                            + ", and the message has none:"
                            + " GET the fields with versioned=true before, or set the header to the version that the"
                            + " client has sent",
                    null);
        }
        return version.toString();
    }

    private void setVersion(Session session, StepOptions step, Message message) {
        if (endpoint.isVersioned()) {
            message.setHeader(SessionManagementConstants.VERSION, SessionVersion.of(session.select(step.attributes())));
        }
    }

    /** Answers the claims, as if a session held them. They replace what the message says of the caller, always. */
    private Session claims(StepOptions step, Exchange exchange) {
        GlobalAccess global = endpoint.getComponent().globalAccess();
        Session claims = Session.of(JsonMembers.of(global.claims(exchange)));
        require(step, claims.attributes().keySet(), "token");
        add(claims.select(step.attributes()), step, place.of(exchange.getMessage()));
        return claims;
    }

    private Map<String, JsonValue> fieldsOf(MessageFields.Part part, StepOptions step) {
        Map<String, JsonValue> fields = part.read(step.fields());
        String where = endpoint.getFieldsIn() == FieldsIn.BODY ? "body" : "message";
        require(step, fields.keySet(), where);
        if (fields.isEmpty() && LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}: nothing to store: the {} has none of the fields {}",
                    StepErrors.nameOf(endpoint, step.operation()),
                    where,
                    step.attributes().isAll()
                            ? "(*)"
                            : StepErrors.shown(step.attributes().names()));
        }
        return fields;
    }

    private Session requireHeld(Session session, StepOptions step) {
        require(step, session.attributes().keySet(), "session");
        return session;
    }

    private void require(StepOptions step, Collection<String> present, String where) {
        if (!endpoint.isFailOnMissing()) {
            return;
        }
        List<String> missing = step.attributes().names().stream()
                .filter(name -> !present.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw StepErrors.missing(endpoint, step.operation(), missing, where);
        }
    }

    private Session end(StepOptions step, Exchange exchange) {
        GlobalAccess global = endpoint.getComponent().globalAccess();
        SessionKey key = keyFor(step, exchange, global);
        Session before = step.operation() == SessionOperation.END ? global.end(key) : global.endAll(key);
        Execution.of(exchange).end(global.markOf(key));
        String cookie = endpoint.getComponent().getConfiguration().getTokenCookie();
        if (cookie != null && !endpoint.isOnBehalf()) {
            TokenHeaders.removeArrivedSetCookie(exchange);
            TokenCookie.takeBack(exchange.getMessage(), cookie);
        }
        return before;
    }

    private SessionKey keyFor(StepOptions step, Exchange exchange, GlobalAccess global) {
        return endpoint.isOnBehalf()
                ? OnBehalf.keyFor(step.operation(), exchange.getMessage(), global)
                : global.authenticate(exchange);
    }

    private SessionStore storeFor(StepOptions step, Exchange exchange) {
        return switch (endpoint.getSessionType()) {
            case LOCAL -> {
                SessionStore session = Execution.of(exchange).session();
                yield endpoint.isScoped() ? Execution.scoped(exchange, LOCAL_VERSION, session) : session;
            }
            case GLOBAL -> {
                GlobalAccess global = endpoint.getComponent().globalAccess();
                SessionKey key = keyFor(step, exchange, global);
                SessionStore session = global.open(key);
                yield endpoint.isScoped() ? versionOf(session, key, exchange) : session;
            }
        };
    }

    /** A version that was taken before is not read from the repository, which knows that its token has ended since. */
    private SessionStore versionOf(SessionStore session, SessionKey key, Exchange exchange) {
        GlobalAccess global = endpoint.getComponent().globalAccess();
        if (Execution.of(exchange).hasEnded(global.markOf(key))) {
            throw new SessionAccessDeniedException(
                    "the token was logged out by an earlier step of this execution: log in again",
                    DenialReason.SESSION_ENDED);
        }
        SessionStore version = Execution.scoped(exchange, global.versionName(key), session);
        return version == session
                ? session
                : new TimedSession(version, endpoint.getComponent().clock());
    }
}
