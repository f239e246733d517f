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
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.json.JsonBody;
import io.github.camelsession.json.JsonMembers;
import io.github.camelsession.observability.StepRecorder;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.request.TokenCookie;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step: reads the fields or adds the attributes, finds the store, and updates the session. */
final class SessionManagementProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManagementProducer.class);
    private static final String LOCAL_VERSION = "";

    private final SessionManagementEndpoint endpoint;
    private final StepOptions configured;
    private final JsonBody body;

    SessionManagementProducer(SessionManagementEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.body = endpoint.getComponent().body();
        this.configured = new StepOptions(endpoint.getOperation(), endpoint.fieldNames());
    }

    @Override
    public void process(Exchange exchange) {
        StepRecorder<SessionOperation, SessionType> recorder =
                endpoint.getComponent().observation().steps();
        long start = recorder.start();
        StepOptions step = configured;
        try {
            Message message = exchange.getMessage();
            step = configured.withOperationOf(message);
            StepChecks.ofHeader(endpoint, step.operation());
            step = step.withFieldsOf(message);
            Session before = switch (OperationKind.of(step.operation())) {
                case ENDS ->
                    step.operation() == SessionOperation.BACKCHANNEL_LOGOUT
                            ? endpoint.getComponent().globalAccess().endAsProviderSays(exchange)
                            : end(step, exchange);
                case IDENTIFIES -> claims(step, exchange);
                default -> run(step, storeFor(step, exchange), message);
            };
            message.setHeader(SessionManagementConstants.FOUND, before.held(step.fields()));
        } catch (RuntimeException e) {
            RuntimeException failure = StepErrors.translate(endpoint, step.operation(), e);
            if (failure instanceof SessionManagementException ours) {
                ours.setComponent(endpoint.getComponent().name());
            }
            endpoint.count(true);
            recorder.failed(step.operation(), endpoint.getSessionType(), failure, start);
            throw failure;
        }
        endpoint.count(false);
        recorder.done(step.operation(), endpoint.getSessionType(), start);
    }

    /** Answers the session as it was before the step. */
    private Session run(StepOptions step, SessionStore store, Message message) {
        FieldNames names = step.fields();
        return switch (step.operation()) {
            case GET -> get(store, step, message);
            case PUT -> {
                Map<String, JsonValue> fields = fieldsOf(message, step);
                yield store.update(session -> session.with(fields));
            }
            case PUT_IF_ABSENT -> {
                Map<String, JsonValue> fields = fieldsOf(message, step);
                yield store.update(session -> session.withAbsent(fields));
            }
            case DELETE -> store.update(session -> requireHeld(session, step).without(names));
            case CLEAR -> store.clear();
            case CONTAINS -> requireHeld(store.read(), step);
            case CLAIMS, END, END_ALL, BACKCHANNEL_LOGOUT ->
                throw new IllegalStateException("that is more than a use of the session");
        };
    }

    private Session get(SessionStore store, StepOptions step, Message message) {
        Session session = requireHeld(store.read(), step);
        add(session, step, message);
        return session;
    }

    private void add(Session session, StepOptions step, Message message) {
        body.add(message, session.select(step.fields()), endpoint.getEmptyBody() == EmptyBody.MAP);
    }

    /** Answers the claims, as if a session held them. */
    private Session claims(StepOptions step, Exchange exchange) {
        GlobalAccess global = endpoint.getComponent().globalAccess();
        Session claims = Session.of(JsonMembers.of(global.claims(exchange)));
        require(step, claims.attributes().keySet(), "token");
        add(claims, step, exchange.getMessage());
        return claims;
    }

    private Map<String, JsonValue> fieldsOf(Message message, StepOptions step) {
        Map<String, JsonValue> fields = body.fields(message, step.fields());
        require(step, fields.keySet(), "body");
        if (fields.isEmpty() && LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}: nothing to store: the body has none of the fields {}",
                    StepErrors.nameOf(endpoint, step.operation()),
                    step.fields().isAll()
                            ? "(*)"
                            : StepErrors.shown(step.fields().names()));
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
        List<String> missing = step.fields().names().stream()
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
        return Execution.scoped(exchange, global.versionName(key), session);
    }
}
