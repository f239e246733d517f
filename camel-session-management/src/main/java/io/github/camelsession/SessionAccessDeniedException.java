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

import org.jspecify.annotations.Nullable;

/** Thrown if the caller may not use a GLOBAL session. Usual HTTP status: 401 with {@link #getChallenge()}. */
public final class SessionAccessDeniedException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final DenialReason reason;

    /** Creates an exception without a stack trace: callers can cause any number of denials, so each must be cheap. */
    public SessionAccessDeniedException(String message, DenialReason reason) {
        super(message);
        this.reason = reason;
    }

    public SessionAccessDeniedException(String message, DenialReason reason, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public DenialReason getReason() {
        return reason;
    }

    /**
     * Returns the value for the response header {@code WWW-Authenticate}. It contains the error code
     * {@code invalid_token}, unless the request had no token or was not examined for one (RFC 6750 section 3.1), or was
     * another site's, whose cookie is still valid.
     */
    public String getChallenge() {
        return switch (reason) {
            case WRONG_TRIGGER, NO_TOKEN, NOT_A_BEARER_TOKEN, CROSS_SITE_COOKIE -> "Bearer";
            default -> "Bearer error=\"invalid_token\"";
        };
    }
}
