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
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.TokenDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.support.LRUCacheFactory;

/** Remembers accepted tokens by the digest of the whole token, so a token with another signature is another token. */
final class CachingVerifier implements TokenVerifier {
    private final CheckingVerifier checking;
    private final Duration ttl;
    private final Map<TokenDigest, RememberedToken> accepted;

    CachingVerifier(CheckingVerifier checking, int size, Duration ttl) {
        this.checking = checking;
        this.ttl = ttl;
        this.accepted = LRUCacheFactory.newLRUCache(size);
    }

    @Override
    public VerifiedToken verify(BearerToken bearer, Instant now) {
        RememberedToken known = accepted.get(bearer.digest());
        if (known != null && known.isFresh(now, ttl)) {
            return checking.stillValid(known.token(), now);
        }
        RememberedToken fresh = checking.check(bearer, now);
        accepted.put(bearer.digest(), fresh);
        return fresh.token();
    }

    @Override
    public LogoutToken verifyLogout(BearerToken bearer, Instant now) {
        return checking.verifyLogout(bearer, now);
    }

    @Override
    public void checkKeys(Instant now) {
        checking.checkKeys(now);
    }

    @Override
    public int remembered() {
        return accepted.size();
    }
}
