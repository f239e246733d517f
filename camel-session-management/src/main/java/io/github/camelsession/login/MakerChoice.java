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
package io.github.camelsession.login;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.token.key.TextList;
import io.github.camelsession.token.key.TokenSigner;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options that say how tokens are made: the component's own, and what is not set there from session-management. */
final class MakerChoice {
    private static final Logger LOG = LoggerFactory.getLogger(MakerChoice.class);

    /** Below it, a unit was forgotten or misspelt. */
    private static final Duration LEAST_USUAL = Duration.ofMinutes(1);

    private final SessionTokenConfiguration own;
    private final SessionManagementConfiguration sessions;
    private final CamelContext context;

    MakerChoice(SessionTokenConfiguration own, SessionManagementConfiguration sessions, CamelContext context) {
        this.own = own;
        this.sessions = sessions;
        this.context = context;
    }

    /** @throws IllegalArgumentException if the options are not usable; it names those to set */
    TokenMaker maker() {
        try {
            checkTaken();
            checkLifetimes();
            return new TokenMaker(
                    signer(),
                    new TokenMaker.Terms(
                            issuer(),
                            audience(),
                            own.getLifetime(),
                            own.getMaxLifetime(),
                            sessions.getClockSkew(),
                            sessions.getMaxTokenLength()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("session-token: " + e.getMessage(), e);
        }
    }

    /** A token that nobody takes here would log nobody in, and not renew the provider's. */
    private void checkTaken() {
        if (sessions.isOauthProfile()) {
            throw new IllegalArgumentException("session-management has oauthProfile=true, so it takes no token that a"
                    + " session-token step makes: let the provider issue and renew tokens, or set sessionComponent to a"
                    + " session-management component that verifies them with a key");
        }
    }

    private void checkLifetimes() {
        Duration lifetime = own.getLifetime();
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("lifetime is " + lifetime + ", and a token that is never valid is of no"
                    + " use: set it to a duration with its unit, such as 1h");
        }
        if (lifetime.compareTo(own.getMaxLifetime()) > 0) {
            throw new IllegalArgumentException("lifetime is " + lifetime + " and maxLifetime " + own.getMaxLifetime()
                    + ", so a token would outlive its login: shorten the first or lengthen the second");
        }
        if (lifetime.compareTo(LEAST_USUAL) < 0) {
            LOG.warn(
                    "lifetime is {}. If that is not meant: a duration has its unit, such as 15m or 1h; a number alone is"
                            + " milliseconds. Set camel.component.session-token.lifetime.",
                    lifetime);
        }
    }

    private TokenSigner signer() {
        String secret = own.getSecretKey();
        String key = own.getPrivateKey();
        if (secret != null && key != null) {
            throw new IllegalArgumentException("secretKey and privateKey are both set: set the one that signs");
        }
        if (key != null) {
            return TokenSigner.ofPrivateKey(key, choice(null), context);
        }
        if (secret != null) {
            return TokenSigner.ofSecret(secret, choice(null));
        }
        String shared = sessions.getSecretKey();
        if (shared == null) {
            throw new IllegalArgumentException(
                    "there is no key to sign with, for neither secretKey nor privateKey is set,"
                            + " and session-management has no secretKey: set camel.component.session-management.secretKey to sign"
                            + " and verify with one secret, or, where publicKey or jwkSetUri verifies, set"
                            + " camel.component.session-token.privateKey to the private key that belongs to it");
        }
        return TokenSigner.ofSecret(shared, choice(sessions.getAlgorithms()));
    }

    private TokenSigner.Choice choice(@Nullable String accepted) {
        return new TokenSigner.Choice(own.getAlgorithm(), own.getKeyId(), accepted);
    }

    private @Nullable String issuer() {
        List<String> named = TextList.of("issuer", own.getIssuer());
        if (named.size() > 1) {
            throw new IllegalArgumentException("issuer has " + named.size()
                    + " entries, and a token is of one: leave one; write \\, for a comma in it");
        }
        List<String> found = named.isEmpty() ? onlyOne("issuer", sessions.getIssuer()) : named;
        return found.isEmpty() ? null : found.get(0);
    }

    private List<String> audience() {
        List<String> named = TextList.of("audience", own.getAudience());
        return named.isEmpty() ? onlyOne("audience", sessions.getAudience()) : named;
    }

    private static List<String> onlyOne(String option, @Nullable String text) {
        List<String> entries = TextList.of(option, text);
        if (entries.size() > 1) {
            throw new IllegalArgumentException(option + " is not set, and that of session-management has "
                    + entries.size() + " entries: set camel.component.session-token." + option
                    + " to the one of them that new tokens have");
        }
        return entries;
    }
}
