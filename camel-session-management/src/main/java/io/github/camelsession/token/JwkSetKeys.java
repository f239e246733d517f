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
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signature keys of a JWK set. It is fetched by the thread that needs it: when the first token comes, when half of
 * the time is over that its keys are trusted for, and when a token names an unknown key. While one thread fetches, the
 * others work with the keys that are still trusted; made-up key ids cause at most two fetches in
 * {@link #FETCH_INTERVAL}. While the set can not be fetched, its keys go on working for
 * {@link JwkSetState#OUTAGE_TIME}: a key that is withdrawn meanwhile can not be told.
 */
final class JwkSetKeys implements KeyRing {
    /** Shorter trust would have the server asked with almost every token. */
    static final Duration LEAST_TRUST = Duration.ofSeconds(10);

    static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);
    /** How long a thread that can not go on without waits for another one that is fetching. */
    private static final Duration WAIT = HttpLimits.DEFAULT.total().plusSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(JwkSetKeys.class);

    private final JwkSetLocation location;
    private final Duration trust;
    private final Duration interval;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile JwkSetState state = JwkSetState.NOTHING;

    /** @param trust how long a key that is withdrawn may go on working, {@link #LEAST_TRUST} at least */
    JwkSetKeys(JwkSetLocation location, Duration trust) {
        this.location = location;
        this.trust = trust.compareTo(LEAST_TRUST) < 0 ? LEAST_TRUST : trust;
        // Never longer than what is left of a key's trust, so that fetches for made-up ids can not use up all.
        Duration half = this.trust.dividedBy(2);
        this.interval = half.compareTo(FETCH_INTERVAL) < 0 ? half : FETCH_INTERVAL;
    }

    @Override
    public TrustedKeys keysFor(SignedToken token, Instant now) {
        JwkSetState known = stateWith(set -> !set.fitting(token).isEmpty(), now);
        List<VerificationKey> keys = known.fitting(token);
        Exception failure = known.failure();
        if (keys.isEmpty() && failure != null) {
            throw unavailable(failure);
        }
        return new TrustedKeys(keys, known.checkedAt().plus(trust));
    }

    @Override
    public void check(Instant now) {
        JwkSetState known = stateWith(set -> !set.keys().isEmpty(), now);
        if (known.keys().isEmpty()) {
            Exception failure = known.failure();
            throw unavailable(failure != null ? failure : new IOException("it holds no key that can be used"));
        }
    }

    /** What is known, fetched again if that is not enough and a fetch is allowed. */
    private JwkSetState stateWith(Predicate<JwkSetState> enough, Instant now) {
        JwkSetState before = state;
        JwkSetState known = current(before, now);
        return !enough.test(known) && known == before && known.mayFetch(now, interval)
                ? fetchedAfter(known, now)
                : known;
    }

    private JwkSetState current(JwkSetState known, Instant now) {
        if (!known.isOlderThan(trust.dividedBy(2), now)) {
            return known;
        }
        return known.isOlderThan(trust, now) ? fetchedAfter(known, now) : fetchedUnlessUnderWay(known, now);
    }

    private JwkSetState fetchedUnlessUnderWay(JwkSetState known, Instant now) {
        if (!fetching.tryLock()) {
            return known;
        }
        try {
            return fetchOnce(known, now);
        } finally {
            fetching.unlock();
        }
    }

    private JwkSetState fetchedAfter(JwkSetState known, Instant now) {
        awaitTurn();
        try {
            return fetchOnce(known, now);
        } finally {
            fetching.unlock();
        }
    }

    private void awaitTurn() {
        try {
            if (!fetching.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable(new IOException("another thread is fetching it"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    /** What another thread fetched in the meantime will do. */
    private JwkSetState fetchOnce(JwkSetState known, Instant now) {
        JwkSetState latest = state;
        if (latest == known) {
            latest = fetch(known, now);
            state = latest;
        }
        return latest;
    }

    private JwkSetState fetch(JwkSetState known, Instant now) {
        try {
            return known.fetched(usable(JWKSet.parse(location.read())), now, interval);
        } catch (IOException | ParseException e) {
            LOG.debug("The JWK set can not be fetched", e);
            return known.failed(e, now, interval);
        }
    }

    private static KeysUnavailableException unavailable(Exception cause) {
        return new KeysUnavailableException(
                "the JWK set can not be fetched, and no key of it is known that fits the token: check jwkSetUri, or try"
                        + " again later",
                cause);
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
}
