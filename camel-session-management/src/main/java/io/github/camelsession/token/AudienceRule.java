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

import com.nimbusds.jwt.JWTClaimNames;
import java.time.Instant;

/** {@code aud} is this text or a list that holds it (RFC 7519 section 4.1.3). */
record AudienceRule(String audience) implements ClaimRule {
    @Override
    public void check(Claims claims, Instant now) {
        if (!claims.holds(JWTClaimNames.AUDIENCE, audience)) {
            throw new TokenRefusedException(
                    Reason.WRONG_AUDIENCE, "the token's 'aud' does not hold what the option audience requires");
        }
    }
}
