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
import java.time.Duration;
import java.time.Instant;

/** {@code nbf}, if there, has come, with the tolerance (RFC 7519 section 4.1.5). */
record NotBeforeRule(Duration clockSkew) implements ClaimRule {
    @Override
    public void check(Claims claims, Instant now) {
        Instant start = claims.time(JWTClaimNames.NOT_BEFORE);
        if (start != null && now.plus(clockSkew).isBefore(start)) {
            throw new TokenRefusedException(
                    Reason.NOT_YET_VALID, "the token is not valid yet: check the clocks, or raise clockSkew");
        }
    }
}
