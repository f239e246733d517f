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
package io.github.camelsession.token.request;

import io.github.camelsession.DenialReason;

/** The caller is not let in. The message holds nothing of the token. */
public final class TokenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DenialReason reason;

    public TokenRefusedException(DenialReason reason, String message) {
        // No stack trace: a refusal is an answer, and anybody can ask for as many as he likes.
        super(message, null, false, false);
        this.reason = reason;
    }

    public DenialReason reason() {
        return reason;
    }
}
