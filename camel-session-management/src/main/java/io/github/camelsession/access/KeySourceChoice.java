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
package io.github.camelsession.access;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.TokenConfiguration;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifier;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwkset.JwkSetLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options that say which keys verify a token: exactly one of five must be set. */
public final class KeySourceChoice {
    private static final Logger LOG = LoggerFactory.getLogger(KeySourceChoice.class);

    private static final String OAUTH_PROFILE = "oauthProfile";

    private final Map<String, Supplier<SignatureVerifier>> set = new LinkedHashMap<>();

    private KeySourceChoice(TokenConfiguration options, CamelContext context) {
        String algorithms = options.getAlgorithms();
        offer(
                "secretKey",
                options.getSecretKey(),
                secret -> SignatureVerifiers.secrets(secret, options.getPreviousSecretKeys(), algorithms));
        offer("publicKey", options.getPublicKey(), key -> SignatureVerifiers.publicKey(key, algorithms, context));
        offer(
                "jwkSetUri",
                options.getJwkSetUri(),
                uri -> SignatureVerifiers.jwkSet(
                        JwkSetLocation.of(uri, context, tls(options, context)),
                        algorithms,
                        options.getTokenCacheTtl()));
        offer("jwtProcessor", options.getJwtProcessor(), bean -> SignatureVerifiers.processor(bean, algorithms));
        offer(OAUTH_PROFILE, options.isOauthProfile() ? options : null, own -> {
            throw new IllegalStateException("the keys of oauthProfile are Camel's");
        });
    }

    /** The component's own before those of the whole context. */
    private static @Nullable SSLContextParameters tls(TokenConfiguration options, CamelContext context) {
        if (options.getSslContextParameters() != null || !options.isUseGlobalSslContextParameters()) {
            return options.getSslContextParameters();
        }
        if (context.getSSLContextParameters() == null) {
            throw new IllegalArgumentException("useGlobalSslContextParameters is set, but the CamelContext has none:"
                    + " set camel.ssl.enabled=true and camel.ssl.trustStore, or sslContextParameters");
        }
        return context.getSSLContextParameters();
    }

    private <T> void offer(String option, @Nullable T value, Function<T, SignatureVerifier> source) {
        if (value != null) {
            set.put(option, () -> source.apply(value));
        }
    }

    /**
     * @param name of the component
     * @throws IllegalArgumentException if the options are not usable; it names those to set
     */
    static TokenVerifier verifierFor(String name, TokenConfiguration options, CamelContext context) {
        if (options.getPreviousSecretKeys() != null && options.getSecretKey() == null) {
            throw new IllegalArgumentException(
                    "previousSecretKeys is set without secretKey: set secretKey to the secret that signs tokens now,"
                            + " or remove previousSecretKeys");
        }
        SignatureVerifier keys =
                new KeySourceChoice(options, context).only(name).get();
        ClaimRules rules = rules(options);
        warnIfAnybodyMayCome(name, options);
        return TokenVerifier.cached(keys, rules, options.getTokenCacheSize(), options.getTokenCacheTtl());
    }

    private static ClaimRules rules(TokenConfiguration options) {
        return new ClaimRules(options.getIssuer(), options.getAudience(), options.getClockSkew())
                .requiring(options.getRequiredClaims())
                .livingAtMost(options.getMaxTokenLifetime());
    }

    /**
     * The rules for claims that Camel's consumer has verified ({@code oauthProfile=true}).
     *
     * @param name of the component
     * @throws IllegalArgumentException if the options are not usable; it names those to set
     */
    static ClaimRules rulesOfProfile(String name, SessionManagementConfiguration options, CamelContext context) {
        new KeySourceChoice(options, context).only(name);
        refuseWithProfile("previousSecretKeys", options.getPreviousSecretKeys(), "Camel verifies signatures");
        refuseWithProfile("algorithms", options.getAlgorithms(), "Camel verifies signatures, so it must be told these");
        refuseWithProfile(
                "tokenCookie", options.getTokenCookie(), "Camel's consumer takes tokens from the header alone");
        if (options.getKeyClaims() == null) {
            throw new IllegalArgumentException(
                    "oauthProfile=true needs keyClaims, which tell whose a session is, for the token itself is not known"
                            + " here: set camel.component." + name + ".keyClaims to sub, for example");
        }
        return rules(options);
    }

    private static void refuseWithProfile(String option, @Nullable String value, String why) {
        if (value != null) {
            throw new IllegalArgumentException(
                    option + " is set, and with oauthProfile=true it has no effect, for " + why + ": remove it");
        }
    }

    private static void warnIfAnybodyMayCome(String name, TokenConfiguration options) {
        if (options.getJwkSetUri() != null
                && options.getIssuer() == null
                && options.getAudience() == null
                && options.getRequiredClaims() == null) {
            LOG.warn(
                    "jwkSetUri is set, but neither issuer nor audience nor requiredClaims: tokens that its keys signed for"
                            + " other applications, or for other issuers that share them, are accepted. Set"
                            + " camel.component.{}.issuer and .audience.",
                    name);
        }
    }

    /** Whether the trusted keys may belong to more than one issuer. */
    static boolean severalIssuers(TokenConfiguration options) {
        return options.getJwkSetUri() != null || options.getJwtProcessor() != null || options.isOauthProfile();
    }

    /** Their names; more or less than one is a mistake, which shows when the first GLOBAL step starts. */
    public static List<String> optionsSetIn(TokenConfiguration options, CamelContext context) {
        return List.copyOf(new KeySourceChoice(options, context).set.keySet());
    }

    private Supplier<SignatureVerifier> only(String name) {
        if (set.size() != 1) {
            throw new IllegalArgumentException("GLOBAL sessions need exactly one key source, but "
                    + (set.isEmpty() ? "none is set" : String.join(" and ", set.keySet()) + " are set")
                    + "; set one of secretKey, publicKey, jwkSetUri, jwtProcessor and oauthProfile"
                    + ": camel.component." + name + ".secretKey=... and so on in the properties of Camel Main, JBang,"
                    + " Spring Boot or Quarkus; in Java, context.getComponent(\"" + name + "\","
                    + " SessionManagementComponent.class).getConfiguration().setSecretKey(...)");
        }
        return set.values().iterator().next();
    }
}
