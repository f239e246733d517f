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
import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.json.FieldReader;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a step throws, as route authors catch it: with the name of the step in front. */
public final class StepErrors {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManagementProducer.class);

    private static final int SHOWN_NAMES = 10;
    private static final int SHOWN_LENGTH = 80;
    /** Control and format characters, line separators, unpaired surrogates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private StepErrors() {}

    static RuntimeException translate(SessionManagementEndpoint step, SessionOperation operation, RuntimeException e) {
        return translate(nameOf(step, operation), step.getFieldsIn(), e);
    }

    /**
     * What is not ours comes back as it is.
     *
     * @param step its name
     */
    public static RuntimeException translate(String step, FieldsIn place, RuntimeException e) {
        String message = step + ": " + e.getMessage();
        if (e instanceof SessionAccessDeniedException refused) {
            return denied(message, refused.getReason(), e);
        }
        if (e instanceof InvalidLogoutTokenException refused) {
            LOG.debug("Logout token refused ({}): {}", refused.getReason(), message);
            return new InvalidLogoutTokenException(message, refused.getReason(), e);
        }
        if (e instanceof TokenKeysUnavailableException) {
            return new TokenKeysUnavailableException(message, e);
        }
        if (e instanceof InvalidMessageBodyException) {
            return new InvalidMessageBodyException(step + ": " + unfit(place, String.valueOf(e.getMessage())), e);
        }
        if (e instanceof SessionValueException unfit) {
            return new SessionValueException(
                    step + ": the field " + shown(unfit.getField()) + " " + e.getMessage(), unfit.getField(), e);
        }
        if (e instanceof SessionLimitException limit) {
            return new SessionLimitException(message, limit.getOption(), e);
        }
        if (e instanceof SessionConflictException conflict) {
            return new SessionConflictException(message, e, conflict.isOutdated());
        }
        if (e instanceof SessionStoreException store) {
            return new SessionStoreException(message, e, store.isOutcomeUnknown());
        }
        return e instanceof InvalidStepOptionException ? new InvalidStepOptionException(message, e) : e;
    }

    /** @param found what was found instead */
    private static String unfit(FieldsIn place, String found) {
        return switch (place) {
            case BODY ->
                "the body is " + found + "; "
                        + switch (found) {
                            case "an array" ->
                                "it must be a JSON object. With fieldsIn=WHOLE_BODY, a field is an array or any other value";
                            case FieldReader.REPETITIONS -> "send each name once";
                            default -> "it must be a JSON object";
                        };
            case WHOLE_BODY -> "the body is " + found + "; it must be a JSON value";
            default ->
                "among the fields in the " + place.name().toLowerCase(Locale.ROOT) + " is " + found
                        + "; each must be text, a value that JSON has, or bytes or a stream of JSON text";
        };
    }

    private static SessionAccessDeniedException denied(String message, DenialReason reason, RuntimeException cause) {
        LOG.debug("Denied ({}): {}", reason, message);
        return new SessionAccessDeniedException(message, reason, cause);
    }

    static SessionFieldMissingException missing(
            SessionManagementEndpoint step, SessionOperation operation, List<String> names, String where) {
        return new SessionFieldMissingException(
                nameOf(step, operation) + ": the " + where + " has no " + shown(names)
                        + "; the step has failOnMissing=true and changed nothing",
                names);
    }

    /** Fit for a line of a log: a header may bring names from outside, with line breaks and of any length. */
    static String shown(Collection<String> names) {
        String rest = names.size() > SHOWN_NAMES ? ", and " + (names.size() - SHOWN_NAMES) + " more" : "";
        return names.stream().limit(SHOWN_NAMES).map(StepErrors::shown).collect(Collectors.joining(", ")) + rest;
    }

    public static String shown(String name) {
        String printable = UNPRINTABLE.matcher(name).replaceAll("?");
        return printable.length() <= SHOWN_LENGTH ? printable : printable.substring(0, SHOWN_LENGTH) + "…";
    }

    /** @param operation the one in force: a header may have brought it */
    static String nameOf(SessionManagementEndpoint step, SessionOperation operation) {
        return nameOf("session-management", step.getStepName(), operation + " " + step.getSessionType());
    }

    /** @param what the step does, for those that know the route */
    public static String nameOf(String scheme, @Nullable String stepName, String what) {
        String label = stepName == null || stepName.isEmpty() ? "" : " '" + stepName + "'";
        return scheme + " step" + label + " (" + what + ")";
    }
}
