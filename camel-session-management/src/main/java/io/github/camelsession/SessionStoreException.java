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

/** Thrown if the repository fails, or holds an entry that is not a session. Usual HTTP status: 503. */
public final class SessionStoreException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    public SessionStoreException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    public SessionStoreException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Returns true if it is unknown whether the update was stored: it may have been, or may still be. In that case,
     * read the session before you repeat an update that must not be made twice. If false, the step changed nothing.
     */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
