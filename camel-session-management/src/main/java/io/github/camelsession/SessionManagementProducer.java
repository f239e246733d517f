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
package io.github.camelsession;

import io.github.camelsession.json.JsonBody;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.SessionKey;
import io.github.camelsession.session.local.Execution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Reads the fields or takes the attributes, finds the store, updates the session. */
final class SessionManagementProducer extends DefaultProducer {
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
        StepWatch watch = endpoint.getComponent().watch();
        long start = watch.start();
        StepOptions step = configured;
        try {
            Message message = exchange.getMessage();
            step = configured.overriddenBy(message);
            Session before = run(step, storeFor(exchange), message);
            message.setHeader(SessionManagementConstants.FOUND, before.held(step.fields()));
        } catch (RuntimeException e) {
            RuntimeException failure = StepErrors.translate(endpoint, e);
            endpoint.count(true);
            watch.failed(step.operation(), endpoint.getSessionType(), failure, start);
            throw failure;
        }
        endpoint.count(false);
        watch.done(step.operation(), endpoint.getSessionType(), start);
    }

    /** Answers the session as it was before the step. */
    private Session run(StepOptions step, SessionStore store, Message message) {
        FieldNames names = step.fields();
        return switch (step.operation()) {
            case GET -> get(store, names, message);
            case PUT -> {
                Map<String, JsonValue> fields = fieldsOf(message, names);
                yield store.update(session -> session.with(fields));
            }
            case PUT_IF_ABSENT -> {
                Map<String, JsonValue> fields = fieldsOf(message, names);
                yield store.update(session -> session.withAbsent(fields));
            }
            case DELETE -> store.update(session -> requireHeld(session, names).without(names));
            case CLEAR -> store.update(session -> Session.EMPTY);
            case CONTAINS -> requireHeld(store.read(), names);
        };
    }

    private Session get(SessionStore store, FieldNames names, Message message) {
        Session session = requireHeld(store.read(), names);
        body.add(message, session.select(names), endpoint.getEmptyBody() == EmptyBody.MAP);
        return session;
    }

    private Map<String, JsonValue> fieldsOf(Message message, FieldNames names) {
        Map<String, JsonValue> fields = body.fields(message, names);
        require(names, fields.keySet(), "body");
        return fields;
    }

    private Session requireHeld(Session session, FieldNames names) {
        require(names, session.attributes().keySet(), "session");
        return session;
    }

    private void require(FieldNames names, Collection<String> present, String where) {
        if (!endpoint.isFailOnMissing()) {
            return;
        }
        List<String> missing =
                names.names().stream().filter(name -> !present.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw StepErrors.missing(endpoint, missing, where);
        }
    }

    private SessionStore storeFor(Exchange exchange) {
        return switch (endpoint.getSessionType()) {
            case LOCAL ->
                versionFor(exchange, LOCAL_VERSION, Execution.of(exchange).session());
            case GLOBAL -> {
                GlobalAccess global = endpoint.getComponent().globalAccess();
                SessionKey key = global.authenticate(exchange);
                yield versionFor(exchange, key.value(), global.open(key));
            }
        };
    }

    private SessionStore versionFor(Exchange exchange, String name, SessionStore session) {
        return endpoint.isScoped() ? Execution.scoped(exchange, name, session) : session;
    }
}
