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

import io.github.camelsession.json.InvalidJsonException;
import io.github.camelsession.json.UnfitValueException;
import io.github.camelsession.session.ConflictException;
import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.StoreException;
import io.github.camelsession.session.global.entry.ExpiredKeyException;
import io.github.camelsession.token.key.KeysUnavailableException;
import io.github.camelsession.token.request.TokenRefusedException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the packages below throw, as route authors catch it: with the name of the step in front. */
final class StepErrors {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManagementProducer.class);

    private static final int SHOWN_NAMES = 10;
    private static final int SHOWN_LENGTH = 80;
    /** Control and format characters, line separators, unpaired surrogates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private StepErrors() {}

    /** What is not ours comes back as it is. */
    static RuntimeException translate(SessionManagementEndpoint step, SessionOperation operation, RuntimeException e) {
        String message = nameOf(step, operation) + ": " + e.getMessage();
        if (e instanceof TokenRefusedException refused) {
            return denied(message, refused.reason(), e);
        }
        if (e instanceof ExpiredKeyException) {
            return denied(message, DenialReason.EXPIRED, e);
        }
        if (e instanceof KeysUnavailableException) {
            return new TokenKeysUnavailableException(message, e);
        }
        if (e instanceof InvalidJsonException) {
            return new InvalidMessageBodyException(
                    nameOf(step, operation) + ": the body is " + e.getMessage() + "; it must be a JSON object", e);
        }
        if (e instanceof UnfitValueException unfit) {
            return new SessionValueException(
                    nameOf(step, operation) + ": the stored field " + shown(unfit.field()) + " " + e.getMessage(),
                    unfit.field(),
                    e);
        }
        if (e instanceof LimitException limit) {
            return new SessionLimitException(message, limit.option(), e);
        }
        if (e instanceof ConflictException) {
            return new SessionConflictException(message, e);
        }
        if (e instanceof StoreException) {
            return new SessionStoreException(message, e);
        }
        return e instanceof StepOptions.InvalidHeader ? new InvalidStepOptionException(message, e) : e;
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

    private static String shown(String name) {
        String printable = UNPRINTABLE.matcher(name).replaceAll("?");
        return printable.length() <= SHOWN_LENGTH ? printable : printable.substring(0, SHOWN_LENGTH) + "…";
    }

    /** @param operation the one in force: a header may have brought it */
    static String nameOf(SessionManagementEndpoint step, SessionOperation operation) {
        String label =
                step.getStepName() == null || step.getStepName().isEmpty() ? "" : " '" + step.getStepName() + "'";
        return "session-management step" + label + " (" + operation + " " + step.getSessionType() + ")";
    }
}
