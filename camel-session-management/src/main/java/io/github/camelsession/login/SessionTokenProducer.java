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
package io.github.camelsession.login;

import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.TokenDelivery;
import io.github.camelsession.TokenOperation;
import io.github.camelsession.access.TokenHeaders;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.StepErrors;
import io.github.camelsession.observability.StepRecorder;
import io.github.camelsession.observability.TokenObservation;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.request.BearerToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Takes the claims from the message or from the caller's token, makes a token of them, delivers it. */
final class SessionTokenProducer extends DefaultProducer {
    private final SessionTokenEndpoint endpoint;
    private final SessionTokenComponent component;

    SessionTokenProducer(SessionTokenEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = endpoint.getComponent();
    }

    @Override
    public void process(Exchange exchange) {
        TokenObservation observation = component.observation();
        StepRecorder<TokenOperation, TokenDelivery> recorder = observation.steps();
        TokenOperation operation = endpoint.getOperation();
        TokenDelivery delivery = endpoint.getDeliver();
        long start = recorder.start();
        try {
            make(exchange);
        } catch (RuntimeException e) {
            RuntimeException failure = failure(e);
            endpoint.count(true);
            observation.tellSpan(exchange, operation, delivery, recorder.failed(operation, delivery, failure, start));
            throw failure;
        }
        endpoint.count(false);
        observation.tellSpan(exchange, operation, delivery, recorder.done(operation, delivery, start));
    }

    private void make(Exchange exchange) {
        SessionManagementComponent sessions = component.sessions();
        // Before the caller is looked at: a log-out that comes meanwhile is then later than the new token.
        Instant now = sessions.clock().instant();
        IssuedToken token = switch (endpoint.getOperation()) {
            case ISSUE -> component.maker().issue(claimsOf(exchange.getMessage(), sessions), now);
            case RENEW -> component.maker().renew(sessions.globalAccess().tokenOfCaller(exchange), now);
        };
        SessionManagementConfiguration configuration = sessions.getConfiguration();
        if (endpoint.getDeliver() == TokenDelivery.COOKIE) {
            TokenHeaders.removeArrivedSetCookie(exchange);
        }
        Delivery.of(endpoint.getDeliver(), configuration).deliver(token, exchange.getMessage());
        Execution.setCaller(
                exchange,
                List.of(component.getConfiguration().getSessionComponent()),
                BearerToken.parse("Bearer " + token.text(), configuration.getMaxTokenLength()));
    }

    private RuntimeException failure(RuntimeException e) {
        RuntimeException failure = e instanceof UnfitClaimException
                ? new InvalidMessageBodyException(endpoint.name() + ": " + e.getMessage(), e)
                : StepErrors.translate(endpoint.name(), endpoint.getFieldsIn(), e);
        if (failure instanceof SessionManagementException ours) {
            ours.setComponent(component.getConfiguration().getSessionComponent());
        }
        return failure;
    }

    private Map<String, JsonValue> claimsOf(Message message, SessionManagementComponent sessions) {
        Map<String, JsonValue> claims =
                sessions.body().in(endpoint.getFieldsIn()).of(message).read(endpoint.claimFields());
        if (!claims.containsKey(AskedClaims.SUBJECT)) {
            throw new SessionFieldMissingException(
                    endpoint.name() + ": the " + (endpoint.getFieldsIn() == FieldsIn.BODY ? "body" : "message")
                            + " has no field "
                            + endpoint.claimFields().fieldOf(AskedClaims.SUBJECT)
                            + ": set it, before the step, to what tells this user from all others; no token was made",
                    List.of(AskedClaims.SUBJECT));
        }
        AskedClaims.check(claims);
        return claims;
    }
}
