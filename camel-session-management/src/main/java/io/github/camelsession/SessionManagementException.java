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
 * The superclass of the exceptions that a step throws.
 *
 * <p>A failed step has changed nothing, unless {@link SessionStoreException#isOutcomeUnknown()} returns true: then it
 * is unknown whether the update was stored. The message names the step and says what to do. It never contains a token,
 * a claim or a stored value.
 */
public abstract class SessionManagementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private @Nullable String component;

    SessionManagementException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception without a stack trace. */
    SessionManagementException(String message) {
        super(message, null, false, false);
    }

    /** The name of the component whose step failed, {@code session-management} if it has no other. */
    public final @Nullable String getComponent() {
        return component;
    }

    /** For the component, which says whose step it was. */
    public final void setComponent(String component) {
        this.component = component;
    }
}
