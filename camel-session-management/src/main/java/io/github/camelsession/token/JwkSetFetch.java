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
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Fetches a JWK set, below Nimbus' caches, and remembers how the last time went. */
final class JwkSetFetch implements JWKSetSource<SecurityContext> {
    private final JwkSetLocation location;
    private volatile @Nullable JWKSetUnavailableException failure;

    JwkSetFetch(JwkSetLocation location) {
        this.location = location;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            JWKSet set = fetch();
            failure = null;
            return set;
        } catch (JWKSetUnavailableException e) {
            failure = e;
            throw e;
        }
    }

    private JWKSet fetch() throws JWKSetUnavailableException {
        try {
            return JWKSet.parse(location.read());
        } catch (IOException e) {
            throw new JWKSetRetrievalException("the JWK set can not be fetched", e);
        } catch (ParseException e) {
            throw new JWKSetParseException("What was fetched is no JWK set", e);
        }
    }

    /** Why the last fetch failed; null if it did not, or there was none. */
    @Nullable
    JWKSetUnavailableException failure() {
        return failure;
    }

    @Override
    public void close() {}
}
