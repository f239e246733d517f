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
package io.github.camelsession.observability;

import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.TokenKeysUnavailableException;
import java.util.Locale;

/** The outcome of a step, as consoles, meters and spans show it. */
public enum StepOutcome {
    OK,
    /** A logout token too. The {@link SessionAccessDeniedException#getReason() reason} is counted separately. */
    DENIED,
    KEYS_UNAVAILABLE,
    INVALID_BODY,
    INVALID_OPTION,
    FIELD_MISSING,
    UNFIT_VALUE,
    LIMIT,
    CONFLICT,
    STORE_FAILURE,
    /** Any exception that is not a {@link SessionManagementException}. */
    OTHER_FAILURE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    static StepOutcome of(RuntimeException failure) {
        if (failure instanceof SessionAccessDeniedException || failure instanceof InvalidLogoutTokenException) {
            return DENIED;
        }
        if (failure instanceof TokenKeysUnavailableException) {
            return KEYS_UNAVAILABLE;
        }
        if (failure instanceof InvalidMessageBodyException) {
            return INVALID_BODY;
        }
        if (failure instanceof InvalidStepOptionException) {
            return INVALID_OPTION;
        }
        if (failure instanceof SessionFieldMissingException) {
            return FIELD_MISSING;
        }
        if (failure instanceof SessionValueException) {
            return UNFIT_VALUE;
        }
        if (failure instanceof SessionLimitException) {
            return LIMIT;
        }
        if (failure instanceof SessionConflictException) {
            return CONFLICT;
        }
        return failure instanceof SessionStoreException ? STORE_FAILURE : OTHER_FAILURE;
    }

    /** Returns the name as meters show it, such as {@code store-failure} for {@link #STORE_FAILURE}. */
    String label() {
        return label;
    }
}
