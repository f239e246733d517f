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

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Fetches a JWK set, and says in the log what came of it when that is something else than the last time. */
final class JwkSetFetch implements JWKSetSource<FetchTime> {
    private static final Logger LOG = LoggerFactory.getLogger(JwkSetFetch.class);

    private final JwkSetLocation location;
    private volatile @Nullable JWKSetUnavailableException failure;
    private volatile String outcome = "";

    JwkSetFetch(JwkSetLocation location) {
        this.location = location;
    }

    /** Of the last fetch; null if it did not fail. Its message is fit for users. */
    @Nullable
    JWKSetUnavailableException failure() {
        return failure;
    }

    /** Called by one thread at a time. Whatever goes wrong is a failed fetch, which the known keys outlive. */
    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long time, FetchTime asked)
            throws JWKSetUnavailableException {
        try {
            JwkSetContent content = content(text(), asked.now());
            failure = null;
            tell(content);
            return new JWKSet(content.keys());
        } catch (JWKSetUnavailableException e) {
            failure = e;
            tell(e);
            throw e;
        }
    }

    private String text() throws JWKSetRetrievalException {
        try {
            return location.read();
        } catch (Exception e) {
            throw new JWKSetRetrievalException("the JWK set cannot be fetched: " + Printable.reason(e), e);
        }
    }

    private static JwkSetContent content(String text, Instant now) throws JWKSetParseException {
        try {
            return JwkSetContent.read(text, now);
        } catch (Exception e) {
            throw new JWKSetParseException("what was read is no JWK set: " + Printable.reason(e), e);
        }
    }

    private void tell(JwkSetContent content) {
        String news = content.toString();
        if (!news.equals(outcome)) {
            outcome = news;
            LOG.atLevel(content.asExpected() ? Level.INFO : Level.WARN)
                    .log("jwkSetUri ({}): {}", location, news);
        }
    }

    private void tell(JWKSetUnavailableException e) {
        String news = String.valueOf(e.getMessage());
        if (!news.equals(outcome)) {
            outcome = news;
            LOG.warn(
                    "jwkSetUri ({}): {}. Keys that are known go on working for {} hours",
                    location,
                    news,
                    JwkSetKeys.OUTAGE_TIME.toHours());
            LOG.debug("jwkSetUri: the cause", e);
        }
    }

    @Override
    public void close() {}
}
