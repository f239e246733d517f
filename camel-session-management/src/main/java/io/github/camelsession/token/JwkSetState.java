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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a JWK set.
 *
 * @param fetchedAt when the keys came
 * @param checkedAt when they were last asked for, in vain or not; counted from the beginning of the fetch
 * @param attempts how often they were asked for lately
 * @param failure why the last fetch failed; null if it did not
 */
record JwkSetState(
        List<VerificationKey> keys,
        Instant fetchedAt,
        Instant checkedAt,
        Attempts attempts,
        @Nullable Exception failure) {
    /** How long keys go on working that can not be fetched again. */
    static final Duration OUTAGE_TIME = Duration.ofHours(24);

    static final JwkSetState NOTHING =
            new JwkSetState(List.of(), Instant.MIN, Instant.MIN, new Attempts(Instant.MIN, 0), null);

    JwkSetState fetched(List<VerificationKey> found, Instant now, Duration interval) {
        return new JwkSetState(found, now, now, attempts.oneMore(now, interval), null);
    }

    JwkSetState failed(Exception cause, Instant now, Duration interval) {
        List<VerificationKey> kept = far(fetchedAt, now, OUTAGE_TIME) ? List.of() : keys;
        return new JwkSetState(kept, fetchedAt, now, attempts.oneMore(now, interval), cause);
    }

    boolean isOlderThan(Duration age, Instant now) {
        return far(checkedAt, now, age);
    }

    /** Whether a key that is not there may be asked for. */
    boolean mayFetch(Instant now, Duration interval) {
        return attempts.mayBeOneMore(now, interval);
    }

    List<VerificationKey> fitting(SignedToken token) {
        return keys.stream()
                .filter(key -> key.hasId(token.header().getKeyID())
                        && key.canCheck(token.header().getAlgorithm()))
                .toList();
    }

    /** In either direction: after a clock was set back, nothing must be trusted until it has caught up. */
    private static boolean far(Instant then, Instant now, Duration limit) {
        return Duration.between(then, now).abs().compareTo(limit) >= 0;
    }

    /** Fetches since the first of them. */
    record Attempts(Instant since, int count) {
        private static final int MOST = 2;

        boolean mayBeOneMore(Instant now, Duration interval) {
            return far(since, now, interval) || count < MOST;
        }

        Attempts oneMore(Instant now, Duration interval) {
            return far(since, now, interval) ? new Attempts(now, 1) : new Attempts(since, count + 1);
        }
    }
}
