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

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Fetches a JWK set. Logs the result if it differs from that of the previous fetch. */
final class JwkSetFetch implements JWKSetSource<JwkSetFetch.Asked> {
    private static final Logger LOG = LoggerFactory.getLogger(JwkSetFetch.class);

    /** A member that each set fetched here has: the time of the fetch. */
    static final String CAME_AT = "io.github.camelsession.came-at";

    private final JwkSetLocation location;
    private volatile @Nullable JWKSetUnavailableException failure;
    private volatile Instant failedAt = Instant.EPOCH;
    private volatile String outcome = "";

    JwkSetFetch(JwkSetLocation location) {
        this.location = location;
    }

    /** Returns the failure of the last fetch, with a message for users; null if it did not fail. */
    @Nullable
    JWKSetUnavailableException failure() {
        return failure;
    }

    /** Returns when the last failed fetch began; {@link Instant#EPOCH} if none has failed. */
    Instant failedAt() {
        return failedAt;
    }

    /** Called by one thread at a time. Every exception counts as a failed fetch, so that the known keys stay in use. */
    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long time, Asked asked)
            throws JWKSetUnavailableException {
        String doing = "the JWK set cannot be fetched: ";
        try {
            String text = location.read();
            doing = "what was read is not a JWK set: ";
            JwkSetContent content = JwkSetContent.read(text, asked.at());
            failure = null;
            tell(content.asExpected() ? Level.INFO : Level.WARN, content.toString());
            return new JWKSet(content.keys(), Map.of(CAME_AT, asked.at()));
        } catch (Exception e) {
            JWKSetUnavailableException failed = new JWKSetUnavailableException(doing + JwkRules.reason(e), e);
            failure = failed;
            failedAt = asked.at();
            tell(
                    Level.WARN,
                    failed.getMessage() + "; keys that were fetched before keep working for "
                            + JwkSetKeys.OUTAGE_TIME.toHours() + " hours");
            throw failed;
        }
    }

    private void tell(Level level, String news) {
        if (!news.equals(outcome)) {
            outcome = news;
            LOG.atLevel(level).log("jwkSetUri ({}): {}", location, news);
        }
    }

    @Override
    public void close() {}

    /** Carries the current time through Nimbus to the fetch. */
    record Asked(Instant at) implements SecurityContext {}
}
