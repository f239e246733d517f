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
package io.github.camelsession.token;

import io.github.camelsession.token.jwt.VerifiedToken;
import java.time.Duration;
import java.time.Instant;

/**
 * A token that passed every check.
 *
 * @param at when it was checked
 * @param trustedUntil as in {@link VerifiedClaims}
 */
record RememberedToken(VerifiedToken token, Instant at, Instant trustedUntil) {
    /**
     * A time before the check is stale too: if the clock was set back, the token could otherwise be trusted for any
     * length of time.
     */
    boolean isFresh(Instant now, Duration ttl) {
        return !now.isBefore(at) && now.isBefore(at.plus(ttl)) && now.isBefore(trustedUntil);
    }
}
