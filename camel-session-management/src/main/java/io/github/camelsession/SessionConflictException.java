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

/**
 * Thrown if an update kept losing to concurrent updates for {@code updateTimeout}, or, with {@code versioned}, if the
 * named fields are not what the message's version says. Nothing was changed. Usual HTTP status: 409, or 412 for the
 * latter.
 */
public final class SessionConflictException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final boolean outdated;

    public SessionConflictException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    public SessionConflictException(String message, @Nullable Throwable cause, boolean outdated) {
        super(message, cause);
        this.outdated = outdated;
    }

    /**
     * Returns whether the fields are not what the version says that the message carries: read them again before the next
     * try. Otherwise, the same step may be tried again.
     */
    public boolean isOutdated() {
        return outdated;
    }
}
