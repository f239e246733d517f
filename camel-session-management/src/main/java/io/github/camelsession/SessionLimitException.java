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

/** Thrown if the step would exceed a limit. Usual HTTP status: 413, but 503 for {@code maxSessions}. */
public final class SessionLimitException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final String option;

    public SessionLimitException(String message, String option) {
        this(message, option, null);
    }

    public SessionLimitException(String message, String option, @Nullable Throwable cause) {
        super(message, cause);
        this.option = option;
    }

    /**
     * Returns the name of the option that sets the limit: {@code maxSessionSize} or {@code maxSessions}; for a token
     * {@code maxTokenLength}, or {@code deliver} where it does not fit into a cookie.
     */
    public String getOption() {
        return option;
    }
}
