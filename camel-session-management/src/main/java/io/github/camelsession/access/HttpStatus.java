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
package io.github.camelsession.access;

import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.TokenKeysUnavailableException;

/** What HTTP calls a failure of a step. */
enum HttpStatus {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition Failed"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    UNPROCESSABLE_CONTENT(422, "Unprocessable Content"),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable");

    private final int code;
    private final String problem;

    HttpStatus(int code, String title) {
        this.code = code;
        // The client learns what the status says, and no more: an exception's message names steps and options.
        this.problem = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + code + "}";
    }

    static HttpStatus of(SessionManagementException failure) {
        if (failure instanceof SessionAccessDeniedException) {
            return UNAUTHORIZED;
        }
        if (failure instanceof InvalidMessageBodyException || failure instanceof InvalidLogoutTokenException) {
            return BAD_REQUEST;
        }
        if (failure instanceof SessionFieldMissingException) {
            return UNPROCESSABLE_CONTENT;
        }
        if (failure instanceof SessionConflictException conflict) {
            return conflict.isOutdated() ? PRECONDITION_FAILED : CONFLICT;
        }
        if (failure instanceof SessionValueException) {
            return CONFLICT;
        }
        if (failure instanceof SessionLimitException limit) {
            return "maxSessions".equals(limit.getOption()) ? SERVICE_UNAVAILABLE : CONTENT_TOO_LARGE;
        }
        return failure instanceof SessionStoreException || failure instanceof TokenKeysUnavailableException
                ? SERVICE_UNAVAILABLE
                : INTERNAL_SERVER_ERROR;
    }

    int code() {
        return code;
    }

    /** A problem document of RFC 9457. */
    String problem() {
        return problem;
    }
}
