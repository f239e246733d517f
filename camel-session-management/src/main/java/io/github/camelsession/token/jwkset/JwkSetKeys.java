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
package io.github.camelsession.token.jwkset;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.key.KeyRing;
import io.github.camelsession.token.key.TrustedKeys;
import io.github.camelsession.token.key.VerificationKey;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The signature keys of a JWK set.
 *
 * <p>Nimbus caches the set. It fetches the set again when it gets old (in the background, while the old one is still
 * valid), and when a token names an unknown key (at most twice per {@link #FETCH_INTERVAL}). While the set cannot be
 * fetched, the old one stays in use for {@link #OUTAGE_TIME}; a key that is withdrawn in that time stays trusted.
 */
public final class JwkSetKeys implements KeyRing {
    /** With a shorter trust, almost every token would cause a fetch. */
    static final Duration LEAST_TRUST = Duration.ofSeconds(10);

    static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);
    /** How long keys stay in use while they cannot be fetched again. */
    static final Duration OUTAGE_TIME = Duration.ofHours(24);

    private final JwkSetFetch fetch;
    /**
     * The time from a fetch until the next one is due, in the background. Remembered tokens are checked again then, so
     * that this fetch happens.
     */
    private final Duration due;

    private final JWKSetSource<JwkSetFetch.Asked> sets;
    private final AtomicReference<SteadyTime> time = new AtomicReference<>(new SteadyTime(Long.MIN_VALUE, 0));

    /** @param trust how long a withdrawn key may stay in use; at least {@link #LEAST_TRUST} */
    public JwkSetKeys(JwkSetLocation location, Duration trust) {
        fetch = new JwkSetFetch(location);
        // Half of the trust, so that one fetch may fail.
        long age = (trust.compareTo(LEAST_TRUST) < 0 ? LEAST_TRUST : trust).toMillis() / 2;
        long ahead = Math.min(HttpLimits.DEFAULT.total().toMillis(), age / 4);
        due = Duration.ofMillis(age - ahead);
        sets = remembered(fetch, age, ahead);
    }

    /**
     * Builds what {@code JWKSourceBuilder} would build. The builder of Nimbus 9.37 takes no executor, and would leave a
     * thread behind that keeps the JVM from ending.
     */
    private static JWKSetSource<JwkSetFetch.Asked> remembered(JwkSetFetch fetch, long age, long ahead) {
        long total = HttpLimits.DEFAULT.total().toMillis();
        JWKSetSource<JwkSetFetch.Asked> kept = new OutageTolerantJWKSetSource<>(fetch, OUTAGE_TIME.toMillis(), null);
        // Shorter than the age, so that fetches for made-up ids cannot use up those that are due.
        long interval = Math.min(FETCH_INTERVAL.toMillis(), age - 1);
        return new RefreshAheadCachingJWKSetSource<>(
                new RateLimitedJWKSetSource<>(kept, interval, null),
                age,
                Math.min(total + 1000, age - ahead),
                ahead,
                false,
                threadInNeed(),
                false,
                null);
    }

    /** Needs no close: the thread ends soon after its work. */
    private static ExecutorService threadInNeed() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "session-management JWK set, ahead");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public TrustedKeys keysFor(UnverifiedToken token, Instant now) {
        JWKSelector fitting = new JWKSelector(JWKMatcher.forJWSHeader(token.header()));
        Instant failedAt = fetch.failedAt();
        JWKSet set = known(now);
        List<VerificationKey> keys = verifying(fitting.select(set), token.header(), now);
        if (keys.isEmpty()) {
            set = newerThan(set, now);
            keys = verifying(fitting.select(set), token.header(), now);
        }
        Exception failure = fetch.failure();
        if (keys.isEmpty() && failure != null) {
            throw unavailable(failure);
        }
        return new TrustedKeys(keys, trustedUntil(set, failedAt));
    }

    /**
     * Returns until when the keys are trusted. A set that outlived an outage does not tell when it was fetched: it is
     * trusted until the failed fetch is repeated.
     */
    private Instant trustedUntil(JWKSet set, Instant failedAt) {
        Object came = set.getAdditionalMembers().get(JwkSetFetch.CAME_AT);
        return (came instanceof Instant at ? at : failedAt).plus(due);
    }

    @Override
    public void check(Instant now) {
        JWKSet known = known(now);
        if (known.isEmpty() && newerThan(known, now).isEmpty()) {
            throw unavailable(new KeySourceException("the JWK set was read, but holds no key that can be used"));
        }
    }

    private JWKSet known(Instant now) {
        return get(JWKSetCacheRefreshEvaluator.noRefresh(), new JWKSet(), now);
    }

    private JWKSet newerThan(JWKSet known, Instant now) {
        return get(JWKSetCacheRefreshEvaluator.referenceComparison(known), known, now);
    }

    /** @param known the result while no fetch is allowed */
    private JWKSet get(JWKSetCacheRefreshEvaluator refresh, JWKSet known, Instant now) {
        long millis = time.updateAndGet(last -> last.at(now.toEpochMilli())).millis();
        for (boolean again = false; ; again = true) {
            try {
                return sets.getJWKSet(refresh, millis, new JwkSetFetch.Asked(now));
            } catch (RateLimitReachedException e) {
                return known;
            } catch (KeySourceException e) {
                // No fetch failed: what another thread fetched meanwhile is too old by now, for example after a pause
                // of the JVM.
                if (again || fetch.failure() != null || Thread.currentThread().isInterrupted()) {
                    throw unavailable(e);
                }
            }
        }
    }

    /** Drops expired keys, because Nimbus reads the expiry of a key but does not check it. */
    private static List<VerificationKey> verifying(List<JWK> keys, JWSHeader header, Instant now) {
        List<JWK> valid = keys.stream()
                .filter(key -> key.getExpirationTime() == null || Date.from(now).before(key.getExpirationTime()))
                .toList();
        List<VerificationKey> verifying = new ArrayList<>();
        for (Key key : KeyConverter.toJavaKeys(valid)) {
            JWSVerifier verifier = verifier(key, header);
            if (verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())) {
                verifying.add(VerificationKey.configured(verifier));
            }
        }
        return verifying;
    }

    private static JWSVerifier verifier(Key key, JWSHeader header) {
        try {
            return new DefaultJWSVerifierFactory().createJWSVerifier(header, key);
        } catch (JOSEException e) {
            throw unavailable(e);
        }
    }

    private static TokenKeysUnavailableException unavailable(Exception cause) {
        return new TokenKeysUnavailableException(
                cause.getMessage() + "; no known key fits: check jwkSetUri, or try again later", cause);
    }

    /**
     * Milliseconds that never go back, unlike those of a clock that is set. A step back counts as a step forward, so
     * that nothing is remembered any longer because of it.
     */
    private record SteadyTime(long clock, long shift) {
        /** Threads may arrive in another order than they read the clock, by up to this time. */
        private static final long DISORDER = 1000;

        SteadyTime at(long now) {
            long back = clock - now;
            if (now >= clock) {
                return new SteadyTime(now, shift);
            }
            return back < DISORDER ? this : new SteadyTime(now, shift + 2 * back);
        }

        long millis() {
            return clock + shift;
        }
    }
}
