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

import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.json.Fields;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which options of a step go together, at its start and, for an operation that a header brought, with a message. */
final class StepChecks {
    private static final Duration LONGEST_TTL = Duration.ofDays(3650);
    private static final Logger LOG = LoggerFactory.getLogger(SessionManagementEndpoint.class);

    private final SessionManagementEndpoint step;
    private final SessionOperation operation;
    private final Fields fields;
    private final SessionManagementConfiguration configuration;

    private StepChecks(SessionManagementEndpoint step, StepOptions options) {
        this.step = step;
        this.operation = options.operation();
        this.fields = options.fields();
        this.configuration = step.getComponent().getConfiguration();
    }

    /** @throws IllegalArgumentException if the options of the step cannot be meant together; it says what to set */
    static void atStart(SessionManagementEndpoint step) {
        StepChecks checks = new StepChecks(step, new StepOptions(step.getOperation(), step.parsedFields()));
        String problem = checks.problemOfTimesAndCounts();
        problem = problem.isEmpty() ? checks.problem() : problem;
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(StepErrors.nameOf(step, step.getOperation()) + ": " + problem);
        }
        if (step.getOperation() == SessionOperation.BACKCHANNEL_LOGOUT
                && step.getComponent().getConfiguration().getAudience() == null) {
            LOG.warn(
                    "{} accepts logout tokens that the provider wrote for other services. Set the option audience of the"
                            + " component: to what the tokens of a login have, and to this service's client_id, which"
                            + " logout tokens have",
                    StepErrors.nameOf(step, step.getOperation()));
        }
        if (OperationKind.of(step.getOperation()) == OperationKind.STORES && !step.namesFields()) {
            LOG.warn(
                    "{} names no fields, so it stores only the fields {} of a message. Set the option fields to names"
                            + " or to *, or set the header {} to the names",
                    StepErrors.nameOf(step, step.getOperation()),
                    SessionManagementEndpoint.DEFAULT_FIELDS,
                    SessionManagementConstants.FIELDS);
        }
    }

    /** @throws InvalidStepOptionException if the step cannot do what a header says */
    static void ofHeader(SessionManagementEndpoint step, StepOptions options) {
        SessionOperation operation = options.operation();
        if (operation == step.getOperation() && options.fields() == step.parsedFields()) {
            return;
        }
        String problem = turnsRound(step.getOperation(), operation) || turnsRound(operation, step.getOperation())
                ? "an operation that stores never becomes one that ends sessions, nor the reverse: write two steps"
                : new StepChecks(step, options).problem();
        if (!problem.isEmpty()) {
            throw new InvalidStepOptionException(
                    "header "
                            + (operation == step.getOperation()
                                    ? SessionManagementConstants.FIELDS
                                    : SessionManagementConstants.OPERATION)
                            + ", or the option of a toD that travels in it: " + problem,
                    null);
        }
    }

    private static boolean turnsRound(SessionOperation one, SessionOperation other) {
        return OperationKind.of(one) == OperationKind.STORES && OperationKind.of(other) == OperationKind.ENDS;
    }

    /** Empty if there is none. */
    private String problem() {
        if (operation == SessionOperation.CLAIMS && step.getSessionType() == SessionType.LOCAL) {
            return "CLAIMS gives the claims of the caller, and a LOCAL step has no caller: add sessionType=GLOBAL";
        }
        String ofFields = problemOfFields();
        if (!ofFields.isEmpty()) {
            return ofFields;
        }
        String ofEnd = OperationKind.of(operation) == OperationKind.ENDS ? problemOfEnd() : "";
        return ofEnd.isEmpty() && step.isOnBehalf() ? problemOfOnBehalf() : ofEnd;
    }

    /** What no header can change. */
    private String problemOfTimesAndCounts() {
        Duration ttl = step.getTtl();
        if (ttl != null && step.getSessionType() == SessionType.LOCAL) {
            return "ttl is for GLOBAL sessions, and a LOCAL one ends with its execution: remove ttl, or set"
                    + " sessionType=GLOBAL";
        }
        if (ttl != null && (ttl.isNegative() || ttl.isZero() || ttl.compareTo(LONGEST_TTL) > 0)) {
            return "ttl=" + ttl + " is not a time that a field can live: set it to more than nothing, and to at most "
                    + LONGEST_TTL.toDays() + " days, such as 5m";
        }
        Integer maxItems = step.getMaxItems();
        return maxItems != null && maxItems < 1
                ? "maxItems=" + maxItems + " would keep no element: set it to 1 or more, or remove it"
                : "";
    }

    private String problemOfFields() {
        boolean fills = OperationKind.fillsMessage(operation);
        if (fills && !fields.pointer().isEmpty()) {
            return operation + " writes fields into the message, and '" + StepErrors.shown(fields.pointer())
                    + "' is a JSON Pointer, from which a step can only read: name a field instead";
        }
        String shared = fills ? fields.sharedField(step.getFieldsIn() == FieldsIn.HEADERS) : "";
        if (!shared.isEmpty()) {
            return operation + " would write two attributes into the one field '" + StepErrors.shown(shared)
                    + "': give each a field of its own";
        }
        if (step.isVersioned() && !OperationKind.of(operation).usesSession()) {
            return operation + " does not work on fields of the session, which versioned=true is about: remove it";
        }
        return switch (step.getFieldsIn()) {
            case BODY -> "";
            case WHOLE_BODY -> problemOfWholeBody();
            case HEADERS, VARIABLES, PROPERTIES -> problemOfNamedValues(fills);
        };
    }

    private String problemOfWholeBody() {
        boolean usesNames = operation != SessionOperation.CLEAR && OperationKind.of(operation) != OperationKind.ENDS;
        if (usesNames
                && (fields.attributes().isAll() || fields.attributes().names().size() != 1)) {
            return "fieldsIn=WHOLE_BODY makes the body one field, so fields must name exactly one, as in fields=order";
        }
        return fields.pointer().isEmpty()
                ? ""
                : "with fieldsIn=WHOLE_BODY, the field is the whole body, and '" + StepErrors.shown(fields.pointer())
                        + "' would be a part of it: use fieldsIn=BODY";
    }

    private String problemOfNamedValues(boolean fills) {
        String place = "fieldsIn=" + step.getFieldsIn();
        boolean movesFields = fills || OperationKind.of(operation) == OperationKind.STORES;
        if (movesFields && fields.attributes().isAll()) {
            return place + " with fields=* would move values that the route does not know of: name the fields";
        }
        if (step.getFieldsIn() == FieldsIn.VARIABLES) {
            return movesFields ? problemOfVariables() : "";
        }
        if (!fills) {
            return "";
        }
        return fields.attributes().names().stream()
                .map(fields::fieldOf)
                .filter(StepChecks::isCamels)
                .findFirst()
                .map(name -> place + ": '" + StepErrors.shown(name) + "' is a name of Camel's own, which no session may"
                        + " fill: give the field another name")
                .orElse("");
    }

    /** Such a variable may be everybody's, or of a repository that is not there, where a value taken would be lost. */
    private String problemOfVariables() {
        return fields.heads().names().stream()
                .filter(name -> name.indexOf(':') >= 0)
                .findFirst()
                .map(name -> "fieldsIn=VARIABLES is for the variables of the exchange, and '" + StepErrors.shown(name)
                        + "' would be one of another repository: copy it with setVariable")
                .orElse("");
    }

    /** As Camel's filter of HTTP headers, which is why clients cannot set such headers. */
    private static boolean isCamels(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel.");
    }

    private String problemOfEnd() {
        if (step.getSessionType() == SessionType.LOCAL) {
            return operation + " ends tokens, and a LOCAL session has none: set sessionType=GLOBAL, or use CLEAR";
        }
        if (step.isScoped()) {
            return operation + " is for all who use the session, and scoped=true is for one sub-process: remove scoped";
        }
        return operation == SessionOperation.END ? problemOfEndOfProfile() : problemOfEndAll();
    }

    /** The provider may move {@code exp}, so it does not tell how long an ended token must be known. */
    private String problemOfEndOfProfile() {
        return configuration.isOauthProfile() && configuration.getMaxTokenLifetime() == null
                ? "END needs maxTokenLifetime with oauthProfile=true, which tells when the token that it ended is over,"
                        + " whatever the provider says then: set it, such as 12h, to no less than tokens live"
                : "";
    }

    private String problemOfEndAll() {
        if (operation == SessionOperation.BACKCHANNEL_LOGOUT && configuration.isOauthProfile()) {
            return "BACKCHANNEL_LOGOUT verifies the provider's logout token, and with oauthProfile=true the component has no"
                    + " key to do it with: give the step a second component of another name, with jwkSetUri and the same"
                    + " aggregationRepository, namespace, keyClaims and maxTokenLifetime";
        }
        if (configuration.getKeyClaims() == null) {
            return operation + " needs keyClaims, which tell whose a token is: set it"
                    + (operation == SessionOperation.END_ALL
                            ? ", or use END, which ends the caller's token alone"
                            : " to a claim that logout tokens have, sub or sid");
        }
        return configuration.getMaxTokenLifetime() == null
                ? operation
                        + " needs maxTokenLifetime, which tells when all tokens that it ended are over: set it, such"
                        + " as 12h, to no less than tokens live"
                : "";
    }

    private String problemOfOnBehalf() {
        if (step.getSessionType() == SessionType.LOCAL) {
            return "onBehalf=true is for the GLOBAL session of a user: set sessionType=GLOBAL";
        }
        if (step.isScoped()) {
            return "onBehalf=true is for a session itself, and scoped=true for a version of the caller's: remove one of"
                    + " them";
        }
        if (configuration.getKeyClaims() == null) {
            return "onBehalf=true needs keyClaims, which say by what claims a user is named: set it";
        }
        if (operation == SessionOperation.CLAIMS) {
            return "with onBehalf=true there is no token that CLAIMS could tell the claims of: remove one of them";
        }
        if (operation == SessionOperation.BACKCHANNEL_LOGOUT) {
            return "the logout token names the user of BACKCHANNEL_LOGOUT, and onBehalf=true a header: remove onBehalf";
        }
        if (operation == SessionOperation.END) {
            return "with onBehalf=true there is no token that END could end: use END_ALL";
        }
        return OperationKind.of(operation) == OperationKind.STORES && configuration.getMaxTokenLifetime() == null
                ? "what is stored with onBehalf=true is kept for maxTokenLifetime: set it, such as 12h"
                : "";
    }
}
