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

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signature keys of a JWK set. It is fetched by the thread that needs it: when the first token comes, when
 * {@link #CACHE_TIME} is over, and when a token names an unknown key, but at most twice in {@link #FETCH_INTERVAL}.
 * While it can not be fetched, the keys last seen go on working for {@link #OUTAGE_TIME}.
 *
 * <p>A gap: a key that the issuer withdraws is trusted until the next fetch.
 */
final class JwkSetKeys implements KeyRing {
    static final Duration CACHE_TIME = Duration.ofMinutes(5);
    static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);
    static final Duration OUTAGE_TIME = Duration.ofHours(24);
    /** How long a thread waits for another one that is fetching. */
    private static final Duration WAIT = Duration.ofMillis(3L * JwkSetLocations.TIMEOUT_MILLIS);

    private static final Logger LOG = LoggerFactory.getLogger(JwkSetKeys.class);

    private final JwkSetFetch fetch;
    private final JWKSetSource<SecurityContext> sets;
    private volatile Usable usable = new Usable(new JWKSet(), List.of());

    JwkSetKeys(JwkSetLocation location) {
        fetch = new JwkSetFetch(location);
        sets = ((JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.create(fetch)
                        .cache(CACHE_TIME.toMillis(), WAIT.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(FETCH_INTERVAL.toMillis())
                        .outageTolerant(OUTAGE_TIME.toMillis())
                        .build())
                .getJWKSetSource();
    }

    @Override
    public List<VerificationKey> keysFor(SignedToken token, Instant now) {
        try {
            JWKSet known = sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now.toEpochMilli(), null);
            List<VerificationKey> keys = fitting(known, token);
            if (keys.isEmpty()) {
                keys = fitting(refreshed(known, now), token);
                Exception failure = fetch.failure();
                if (keys.isEmpty() && failure != null) {
                    throw unavailable(failure);
                }
            }
            return keys;
        } catch (KeySourceException e) {
            throw unavailable(e);
        }
    }

    private JWKSet refreshed(JWKSet known, Instant now) throws KeySourceException {
        try {
            return sets.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now.toEpochMilli(), null);
        } catch (RateLimitReachedException e) {
            // Fetched a moment ago: what is not in there does not exist. Else made-up key ids would make us a hammer.
            LOG.debug("The JWK set is not fetched again for an unknown key: it was a moment ago");
            return known;
        }
    }

    private static KeysUnavailableException unavailable(Exception cause) {
        return new KeysUnavailableException(
                "the JWK set can not be fetched, and no key of it is known that fits the token: check jwkSetUri, or try"
                        + " again later",
                cause);
    }

    private List<VerificationKey> fitting(JWKSet set, SignedToken token) {
        Usable current = usable;
        if (current.set != set) {
            current = new Usable(set, usable(set));
            usable = current;
        }
        return current.keys.stream()
                .filter(key -> key.hasId(token.header().getKeyID())
                        && key.canCheck(token.header().getAlgorithm()))
                .toList();
    }

    /** Secrets are left out: whoever may read the set could sign with them. So are short RSA keys and unknown ones. */
    static List<VerificationKey> usable(JWKSet set) {
        List<VerificationKey> keys = new ArrayList<>();
        for (JWK jwk : set.getKeys()) {
            JWSVerifier verifier = forSignatures(jwk) ? verifier(jwk) : null;
            if (verifier == null) {
                LOG.debug("A key of the JWK set is left out: {} '{}'", jwk.getKeyType(), jwk.getKeyID());
            } else {
                keys.add(new VerificationKey(jwk.getKeyID(), jwk.getAlgorithm(), verifier));
            }
        }
        return List.copyOf(keys);
    }

    private static boolean forSignatures(JWK jwk) {
        return !KeyUse.ENCRYPTION.equals(jwk.getKeyUse())
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static @Nullable JWSVerifier verifier(JWK jwk) {
        try {
            if (jwk instanceof RSAKey rsa && rsa.size() >= PublicKeys.MIN_RSA_BITS) {
                return new RSASSAVerifier(rsa.toRSAPublicKey());
            }
            return jwk instanceof ECKey ec ? new ECDSAVerifier(ec.toECPublicKey()) : null;
        } catch (JOSEException e) {
            LOG.debug("A key of the JWK set can not be used", e);
            return null;
        }
    }

    private record Usable(JWKSet set, List<VerificationKey> keys) {}
}
