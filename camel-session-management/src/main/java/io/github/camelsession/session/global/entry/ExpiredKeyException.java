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
package io.github.camelsession.session.global.entry;

import java.time.Instant;

/** The token expired while a step was under way. Nothing was read or changed. */
public final class ExpiredKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant expiredAt;

    ExpiredKeyException(SessionKey key) {
        super("the token expired while the step was under way; come back with a new token");
        this.expiredAt = key.expiresAt();
    }

    public Instant expiredAt() {
        return expiredAt;
    }
}
