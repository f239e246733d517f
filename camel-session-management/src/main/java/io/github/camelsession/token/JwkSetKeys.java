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
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
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
 * The signature keys of a JWK set. Nimbus remembers the set, fetches it again when it gets old (in the background, while
 * the old one is good still) and when a token names an unknown key (at most twice in {@link #FETCH_INTERVAL}), and goes
 * on with the old one for {@link #OUTAGE_TIME} while it cannot be fetched: a key that is withdrawn meanwhile cannot be
 * told.
 */
final class JwkSetKeys implements KeyRing {
    /** Shorter trust would have the server asked with almost every token. */
    static final Duration LEAST_TRUST = Duration.ofSeconds(10);

    static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);
    /** How long keys go on working that cannot be fetched again. */
    static final Duration OUTAGE_TIME = Duration.ofHours(24);

    private final JwkSetFetch fetch;
    /** How long a set is remembered, and again what it says about a token: together they are the trust. */
    private final Duration half;

    private final JWKSetSource<FetchTime> sets;
    private final AtomicReference<SteadyTime> time = new AtomicReference<>(SteadyTime.START);

    /** @param trust how long a key that is withdrawn may go on working, {@link #LEAST_TRUST} at least */
    JwkSetKeys(JwkSetLocation location, Duration trust) {
        fetch = new JwkSetFetch(location);
        half = (trust.compareTo(LEAST_TRUST) < 0 ? LEAST_TRUST : trust).dividedBy(2);
        sets = remembered(fetch, half.toMillis());
    }

    private static JWKSetSource<FetchTime> remembered(JwkSetFetch fetch, long age) {
        long total = HttpLimits.DEFAULT.total().toMillis();
        long ahead = Math.min(total, age / 4);
        // The last two: Nimbus wants a little less than the age, and a thread that does not outlive its work.
        return ((JWKSetBasedJWKSource<FetchTime>) JWKSourceBuilder.create(fetch)
                        .cache(age, Math.min(total + 1000, age - ahead))
                        .refreshAheadCache(ahead, null, threadInNeed(), false, null, false)
                        .rateLimited(Math.min(FETCH_INTERVAL.toMillis(), age - 1))
                        .outageTolerant(OUTAGE_TIME.toMillis())
                        .build())
                .getJWKSetSource();
    }

    private static ExecutorService threadInNeed() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "session-management JWK set, ahead");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public TrustedKeys keysFor(SignedToken token, Instant now) {
        JWKSelector fitting = new JWKSelector(JWKMatcher.forJWSHeader(token.header()));
        JWKSet set = known(now);
        List<JWK> keys = validAt(now, fitting.select(set));
        if (keys.isEmpty()) {
            keys = validAt(now, fitting.select(newerThan(set, now)));
        }
        List<VerificationKey> verifying = verifying(keys, token.header());
        Exception failure = fetch.failure();
        if (verifying.isEmpty() && failure != null) {
            throw unavailable(failure);
        }
        return new TrustedKeys(verifying, trustedUntil(keys, now));
    }

    @Override
    public void check(Instant now) {
        JWKSet set = known(now);
        if (set.isEmpty() && newerThan(set, now).isEmpty()) {
            Exception failure = fetch.failure();
            throw unavailable(
                    failure != null
                            ? failure
                            : new KeySourceException("the JWK set was read, and holds no key that can be used"));
        }
    }

    private JWKSet known(Instant now) {
        try {
            return sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), steady(now), new FetchTime(now));
        } catch (KeySourceException e) {
            Exception failure = fetch.failure();
            throw unavailable(failure != null ? failure : e);
        }
    }

    private JWKSet newerThan(JWKSet set, Instant now) {
        try {
            return sets.getJWKSet(
                    JWKSetCacheRefreshEvaluator.referenceComparison(set), steady(now), new FetchTime(now));
        } catch (RateLimitReachedException e) {
            return set;
        } catch (KeySourceException e) {
            throw unavailable(e);
        }
    }

    private long steady(Instant now) {
        return time.updateAndGet(last -> last.at(now.toEpochMilli())).millis();
    }

    /** Nimbus reads both times, and looks at neither. */
    private static List<JWK> validAt(Instant now, List<JWK> keys) {
        Date date = Date.from(now);
        return keys.stream()
                .filter(key -> key.getExpirationTime() == null || date.before(key.getExpirationTime()))
                .filter(key -> key.getNotBeforeTime() == null || !date.before(key.getNotBeforeTime()))
                .toList();
    }

    private Instant trustedUntil(List<JWK> keys, Instant now) {
        Instant until = now.plus(half);
        for (JWK key : keys) {
            Date end = key.getExpirationTime();
            until = end != null && end.toInstant().isBefore(until) ? end.toInstant() : until;
        }
        return until;
    }

    private static List<VerificationKey> verifying(List<JWK> keys, JWSHeader header) {
        List<VerificationKey> verifying = new ArrayList<>();
        for (Key key : KeyConverter.toJavaKeys(keys)) {
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

    private static KeysUnavailableException unavailable(Exception cause) {
        return new KeysUnavailableException(
                cause.getMessage()
                        + "; no key of it is known that fits the token: check jwkSetUri, or try again later",
                cause);
    }
}
