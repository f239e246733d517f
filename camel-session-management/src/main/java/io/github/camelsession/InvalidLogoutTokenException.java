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

/** Thrown by BACKCHANNEL_LOGOUT if the logout token is refused. Nobody was logged out. Usual HTTP status: 400. */
public final class InvalidLogoutTokenException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final DenialReason reason;

    public InvalidLogoutTokenException(String message, DenialReason reason, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public DenialReason getReason() {
        return reason;
    }
}
