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
package io.github.camelsession.access;

import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.LogoutToken;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.time.Instant;
import org.apache.camel.Exchange;

/** Where the caller of an exchange is known from: the token itself, or Camel's own consumer that has verified it. */
sealed interface CallerSource permits TokenCallers, ProfileCallers {
    /**
     * Proof of who calls, valid at this time.
     *
     * @throws io.github.camelsession.SessionAccessDeniedException if there is none
     */
    VerifiedToken callerOf(Exchange exchange, Execution execution, Instant now);

    /** As {@link io.github.camelsession.token.TokenVerifier#verifyLogout}. */
    LogoutToken verifyLogout(BearerToken token, Instant now);

    /** @throws io.github.camelsession.TokenKeysUnavailableException if no token can be verified now */
    void checkKeys(Instant now);

    /** How many verified tokens are cached. */
    int remembered();
}
