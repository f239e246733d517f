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
import io.github.camelsession.TokenDelivery;
import io.github.camelsession.TokenOperation;
import io.github.camelsession.component.StepErrors;
import io.github.camelsession.json.Fields;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Make the token that tells a user's session, once the route has checked who logs in.
 */
@ManagedResource(description = "A session-token step")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = SessionTokenComponent.SCHEME,
        title = "Session Token",
        syntax = "session-token:stepName",
        producerOnly = true,
        remote = false,
        category = {Category.CORE, Category.SECURITY})
public class SessionTokenEndpoint extends DefaultEndpoint {
    @UriPath(description = "A label for logs and error messages; it decides nothing about the token.")
    private @Nullable String stepName;

    @UriParam(
            label = "common",
            defaultValue = "ISSUE",
            description =
                    "What the step does: ISSUE makes a token of a new login, for the user that the body names; RENEW makes a"
                            + " later token of the caller's login, until maxLifetime after it.")
    private TokenOperation operation = TokenOperation.ISSUE;

    @UriParam(
            label = "common",
            defaultValue = AskedClaims.SUBJECT,
            description =
                    "ISSUE: names of fields of the message that become claims, comma-separated; an asterisk alone is all. With"
                            + " claim=field, the names differ, and the field may be a JSON Pointer, as in sub=/user/id. sub must be among them. Those that the body does not have are left out, but not sub."
                            + " iss, aud, exp, nbf, iat, jti, sid, auth_time and events are refused.")
    private String claims = AskedClaims.SUBJECT;

    @UriParam(
            label = "common",
            defaultValue = "HEADER",
            description =
                    "Where the token goes: HEADER sets the message header that tokenHeader of session-management names;"
                            + " BODY makes the token response of OAuth 2.0 the body; COOKIE sets the cookie that tokenCookie of"
                            + " session-management names.")
    private TokenDelivery deliver = TokenDelivery.HEADER;

    @UriParam(
            label = "common",
            defaultValue = "BODY",
            description =
                    "ISSUE: where in the message the fields are: BODY, its top-level members; HEADERS, VARIABLES or"
                            + " PROPERTIES of these names; WHOLE_BODY, where the one field is the body, any JSON value.")
    private FieldsIn fieldsIn = FieldsIn.BODY;

    private final LongAdder steps = new LongAdder();
    private final LongAdder failedSteps = new LongAdder();
    private Fields claimFields = AskedClaims.parse(AskedClaims.SUBJECT);

    public SessionTokenEndpoint(String uri, SessionTokenComponent component) {
        super(uri, component);
    }

    @Override
    public SessionTokenComponent getComponent() {
        return (SessionTokenComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new SessionTokenProducer(this);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("session-token is a step, not a source of messages: write to(\""
                + getEndpointUri() + "\") inside a route, not from(...)");
    }

    /** Without a usable configuration the context does not start, instead of failing at the first log-in. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        checkPlace();
        getComponent().observation().meter();
        getComponent().maker();
        Delivery.check(deliver, getComponent().sessions().getConfiguration());
        if (operation == TokenOperation.RENEW) {
            getComponent().sessions().globalAccess();
        }
    }

    private void checkPlace() {
        boolean all = claimFields.attributes().isAll();
        if (all && fieldsIn != FieldsIn.BODY) {
            throw new IllegalArgumentException(
                    name() + ": fieldsIn=" + fieldsIn + " with claims=* would put values into the"
                            + " token that the route does not know of: name the claims");
        }
        if (fieldsIn == FieldsIn.WHOLE_BODY && !claimFields.pointer().isEmpty()) {
            throw new IllegalArgumentException(
                    name() + ": with fieldsIn=WHOLE_BODY, the claim is the whole body, and a JSON"
                            + " Pointer would be a part of it: use fieldsIn=BODY");
        }
        if (fieldsIn == FieldsIn.WHOLE_BODY && claimFields.attributes().names().size() > 1) {
            throw new IllegalArgumentException(
                    name() + ": fieldsIn=WHOLE_BODY makes the body one claim, so claims must be sub alone");
        }
    }

    void count(boolean failed) {
        steps.increment();
        if (failed) {
            failedSteps.increment();
        }
    }

    @ManagedAttribute(description = "Number of runs of steps with this URI")
    public long getSteps() {
        return steps.sum();
    }

    @ManagedAttribute(description = "Number of failed runs of steps with this URI")
    public long getFailedSteps() {
        return failedSteps.sum();
    }

    Fields claimFields() {
        return claimFields;
    }

    String name() {
        return StepErrors.nameOf(SessionTokenComponent.SCHEME, stepName, operation.name());
    }

    public @Nullable String getStepName() {
        return stepName;
    }

    public void setStepName(@Nullable String stepName) {
        this.stepName = stepName;
    }

    public TokenOperation getOperation() {
        return operation;
    }

    public void setOperation(TokenOperation operation) {
        this.operation = operation;
    }

    public String getClaims() {
        return claims;
    }

    /** @throws IllegalArgumentException if a name is empty, reserved or an expression, or {@code sub} is not among them */
    public void setClaims(String claims) {
        this.claimFields = AskedClaims.parse(claims);
        this.claims = claims;
    }

    public FieldsIn getFieldsIn() {
        return fieldsIn;
    }

    public void setFieldsIn(FieldsIn fieldsIn) {
        this.fieldsIn = fieldsIn;
    }

    public TokenDelivery getDeliver() {
        return deliver;
    }

    public void setDeliver(TokenDelivery deliver) {
        this.deliver = deliver;
    }
}
