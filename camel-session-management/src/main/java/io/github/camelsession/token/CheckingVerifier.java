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

import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.key.TokenPurpose;
import io.github.camelsession.token.request.BearerToken;
import java.time.Instant;

/** Runs all checks in the order of trust: the form, the key and the signature, the claims. */
final class CheckingVerifier implements TokenVerifier {
    private final SignatureVerifier keys;
    private final ClaimRules rules;

    CheckingVerifier(SignatureVerifier keys, ClaimRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public VerifiedToken verify(BearerToken bearer, Instant now) {
        return check(bearer, now).token();
    }

    @Override
    public LogoutToken verifyLogout(BearerToken bearer, Instant now) {
        UnverifiedToken token = UnverifiedToken.parse(bearer);
        return rules.checkLogout(keys.prove(token, TokenPurpose.LOGOUT, now).claims(), now);
    }

    @Override
    public void checkKeys(Instant now) {
        keys.check(now);
    }

    @Override
    public int remembered() {
        return 0;
    }

    RememberedToken check(BearerToken bearer, Instant now) {
        UnverifiedToken token = UnverifiedToken.parse(bearer);
        VerifiedClaims proof = keys.prove(token, TokenPurpose.LOGIN, now);
        rules.check(proof.claims(), now);
        return new RememberedToken(VerifiedToken.of(token, proof.claims()), now, proof.trustedUntil());
    }

    /** Checks again a token that was accepted now or earlier. */
    VerifiedToken stillValid(VerifiedToken token, Instant now) {
        rules.checkAgain(token, now);
        return token;
    }
}
