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

import io.github.camelsession.token.jwt.Claims;
import java.time.Instant;

/**
 * The result of verifying a token's signature.
 *
 * @param trustedUntil how long the result may be remembered; after that, the issuer may have withdrawn the key
 */
record VerifiedClaims(Claims claims, Instant trustedUntil) {
    @Override
    public String toString() {
        return "VerifiedClaims[until " + trustedUntil + "]";
    }
}
