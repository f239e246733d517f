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

import io.github.camelsession.EmptyBody;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.json.Fields;
import io.github.camelsession.session.FieldNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
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
 * Keep fields of the JSON message in a session: of this execution, or of the user who calls.
 */
@ManagedResource(description = "A session-management step")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "session-management",
        title = "Session Management",
        syntax = "session-management:stepName",
        remote = false,
        category = {Category.CORE, Category.SECURITY},
        headersClass = SessionManagementConstants.class)
public class SessionManagementEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    static final String DEFAULT_FIELDS = "body,data,id";

    /** What a route begins with that gets events. */
    private static final String EVENTS = "events";

    private static final Set<String> OPTIONS_OF_CONSUMERS =
            Set.of("bridgeerrorhandler", "exceptionhandler", "exchangepattern");

    @UriPath(
            description =
                    "A label for logs and error messages; it has no effect on where data is stored. In from, it is"
                            + " events.")
    private @Nullable String stepName;

    @UriParam(
            label = "producer",
            defaultValue = "GET",
            description =
                    "What the step does: GET adds the named fields that the session holds to the message; TAKE also removes"
                            + " them from the session; PUT stores the named fields that the message has; PUT_IF_ABSENT"
                            + " only those that the session does not hold yet; MERGE applies them to what is stored as JSON"
                            + " Merge Patches; APPEND adds each to a stored array; ADD adds each number to the stored one;"
                            + " DELETE removes the named fields; CLEAR empties the session; CONTAINS only reports which of"
                            + " the named fields the session holds; CLAIMS adds the named claims of the caller's verified"
                            + " token to the message; END logs out the caller's token, END_ALL all tokens of the user,"
                            + " BACKCHANNEL_LOGOUT those of the user or login that an OpenID provider's logout token names"
                            + " (the last four for GLOBAL only). Each is one atomic step.")
    private SessionOperation operation = SessionOperation.GET;

    @UriParam(
            label = "producer",
            defaultValue = "LOCAL",
            description =
                    "LOCAL: the session of this execution, which ends when the message has been processed. GLOBAL: the"
                            + " session of the user whose verified token is in the HTTP request, kept across requests.")
    private SessionType sessionType = SessionType.LOCAL;

    @UriParam(
            label = "producer",
            defaultValue = DEFAULT_FIELDS,
            description =
                    "Comma-separated names of fields; blanks around names are ignored, and an empty name is refused. With"
                            + " name=field, the session's name differs from that of the message's field, which may be a"
                            + " JSON Pointer where it is only read, as in city=/address/city. An asterisk alone means all"
                            + " fields.")
    private String fields = DEFAULT_FIELDS;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a step in a sub-process (a copy of the message made by split, multicast, wireTap and the"
                            + " like) works on that sub-process's own version of the session, which its parent and its"
                            + " siblings never see.")
    private boolean scoped;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether the step fails when a named field is missing, instead of skipping the field.")
    private boolean failOnMissing;

    @UriParam(
            label = "producer",
            defaultValue = "TEXT",
            description = "What GET turns an empty body into: TEXT makes JSON text, and sets Content-Type to"
                    + " application/json if there was none; MAP makes a Map, as routes behind a REST binding"
                    + " need.")
    private EmptyBody emptyBody = EmptyBody.TEXT;

    @UriParam(
            label = "producer,security",
            defaultValue = "false",
            description =
                    "Work on the GLOBAL session of the user whose claims the header CamelSessionManagementClaims (a Map) holds,"
                            + " not on the caller's, in any route and without a token. The route must have checked that this may"
                            + " be done.")
    private boolean onBehalf;

    @UriParam(
            label = "producer",
            defaultValue = "BODY",
            description =
                    "Where in the message the fields are: BODY, its top-level members; HEADERS, VARIABLES or PROPERTIES of"
                            + " these names; WHOLE_BODY, where the one field named is the body, which is any JSON value.")
    private FieldsIn fieldsIn = FieldsIn.BODY;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether GET and TAKE replace fields that the message has already. With false, such fields stay"
                            + " as they are, and TAKE leaves them in the session.")
    private boolean overwrite = true;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "For GLOBAL: the time after which what the step stores is not there any more. PUT starts it anew; MERGE,"
                            + " APPEND and ADD start it when they make the field. Without it, fields last as long as the"
                            + " session.")
    private @Nullable Duration ttl;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether GET and CONTAINS set the header CamelSessionManagementVersion to the version of the named"
                            + " fields, and a step that changes the session fails unless the header still is it.")
    private boolean versioned;

    @UriParam(label = "producer", description = "How many elements APPEND keeps of an array: the last ones.")
    private @Nullable Integer maxItems;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a step that changes the session sets the header CamelSessionManagementPrevious to the values"
                            + " that the named fields had before.")
    private boolean previous;

    private boolean fieldsAreSet;
    private List<String> givenOptions = List.of();

    private final LongAdder steps = new LongAdder();
    private final LongAdder failedSteps = new LongAdder();
    private Fields parsedFields = Fields.parse(DEFAULT_FIELDS);

    public SessionManagementEndpoint(String uri, SessionManagementComponent component) {
        super(uri, component);
    }

    @Override
    public SessionManagementComponent getComponent() {
        return (SessionManagementComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new SessionManagementProducer(this);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    /** @throws UnsupportedOperationException if it was meant as a step */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!EVENTS.equals(stepName)) {
            throw new UnsupportedOperationException("session-management is a step, not a source of messages: write"
                    + " to(\"" + getEndpointUri() + "\") inside a route, not from(...). Only from(\"session-management:"
                    + EVENTS + "\") begins a route, with the events of sessions");
        }
        List<String> ofSteps = givenOptions.stream()
                .filter(option -> !OPTIONS_OF_CONSUMERS.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        if (!ofSteps.isEmpty()) {
            throw new IllegalArgumentException(
                    "from(\"session-management:" + EVENTS + "\") begins a route with the events"
                            + " of sessions, and is no step that has the option " + String.join(", ", ofSteps)
                            + ": remove it there, or write a step with to(...)");
        }
        SessionEventConsumer consumer = new SessionEventConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Each route that begins with the events gets each of them. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return EVENTS.equals(stepName);
    }

    /** @param options the names of those in the URI */
    void setGivenOptions(Set<String> options) {
        this.givenOptions = List.copyOf(options);
    }

    /**
     * GLOBAL without a usable configuration fails here, when the context starts, not at the first message; and the
     * repository is up before a consumer is.
     */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getComponent().endpointStarts();
        StepChecks.atStart(this);
        if (sessionType == SessionType.GLOBAL) {
            getComponent().globalAccess();
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

    Fields parsedFields() {
        return parsedFields;
    }

    /** Returns the names that the session knows. */
    FieldNames fieldNames() {
        return parsedFields.attributes();
    }

    /** Returns how many elements APPEND keeps; 0 for all. */
    int keptItems() {
        return maxItems == null ? 0 : maxItems;
    }

    /** Whether somebody chose the names. */
    boolean namesFields() {
        return fieldsAreSet;
    }

    public @Nullable String getStepName() {
        return stepName;
    }

    public void setStepName(@Nullable String stepName) {
        this.stepName = stepName;
    }

    public SessionOperation getOperation() {
        return operation;
    }

    public void setOperation(SessionOperation operation) {
        this.operation = operation;
    }

    public SessionType getSessionType() {
        return sessionType;
    }

    public void setSessionType(SessionType sessionType) {
        this.sessionType = sessionType;
    }

    public String getFields() {
        return fields;
    }

    /**
     * @throws IllegalArgumentException if a name is empty, {@code *} stands beside other names, or a name is an
     *     expression, which nothing would evaluate
     */
    public void setFields(String fields) {
        Fields parsed;
        try {
            parsed = Fields.parse(fields);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option fields: " + e.getMessage() + "; separate items by commas, write * alone, or"
                            + " name=field or name=/json/pointer",
                    e);
        }
        FieldNameCheck.refuseExpressions(parsed);
        this.parsedFields = parsed;
        this.fields = fields;
        this.fieldsAreSet = true;
    }

    public boolean isScoped() {
        return scoped;
    }

    public void setScoped(boolean scoped) {
        this.scoped = scoped;
    }

    public boolean isFailOnMissing() {
        return failOnMissing;
    }

    public void setFailOnMissing(boolean failOnMissing) {
        this.failOnMissing = failOnMissing;
    }

    public EmptyBody getEmptyBody() {
        return emptyBody;
    }

    public void setEmptyBody(EmptyBody emptyBody) {
        this.emptyBody = emptyBody;
    }

    public boolean isOnBehalf() {
        return onBehalf;
    }

    public void setOnBehalf(boolean onBehalf) {
        this.onBehalf = onBehalf;
    }

    public FieldsIn getFieldsIn() {
        return fieldsIn;
    }

    public void setFieldsIn(FieldsIn fieldsIn) {
        this.fieldsIn = fieldsIn;
    }

    public boolean isOverwrite() {
        return overwrite;
    }

    public void setOverwrite(boolean overwrite) {
        this.overwrite = overwrite;
    }

    public @Nullable Duration getTtl() {
        return ttl;
    }

    public void setTtl(@Nullable Duration ttl) {
        this.ttl = ttl;
    }

    public boolean isVersioned() {
        return versioned;
    }

    public void setVersioned(boolean versioned) {
        this.versioned = versioned;
    }

    public @Nullable Integer getMaxItems() {
        return maxItems;
    }

    public void setMaxItems(@Nullable Integer maxItems) {
        this.maxItems = maxItems;
    }

    public boolean isPrevious() {
        return previous;
    }

    public void setPrevious(boolean previous) {
        this.previous = previous;
    }
}
