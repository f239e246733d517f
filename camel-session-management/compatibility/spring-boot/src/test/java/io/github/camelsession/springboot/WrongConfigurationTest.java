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
package io.github.camelsession.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.token.TestTokens;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is configured wrongly fails the start in Spring Boot with the sentence that it has in Camel Main. */
class WrongConfigurationTest {
    private static final String GLOBAL = "session-management:save?operation=PUT&sessionType=GLOBAL&fields=cart";
    private static final String LOGIN = "session-token:login";
    private static final String SESSIONS = "camel.component.session-management.";
    private static final String TOKENS = "camel.component.session-token.";
    private static final String SECRET = TestTokens.SECRET;

    /** @param sentence a part of the sentence */
    record Wrong(String step, String sentence, Map<String, String> properties) {
        @Override
        public String toString() {
            return sentence + " " + properties.keySet();
        }
    }

    private static Wrong sessions(String sentence, String... options) {
        return new Wrong(GLOBAL, sentence, properties(SESSIONS, options));
    }

    private static Wrong withSecret(String sentence, String... options) {
        Map<String, String> properties = properties(SESSIONS, options);
        properties.put(SESSIONS + "secret-key", SECRET);
        return new Wrong(GLOBAL, sentence, properties);
    }

    private static Wrong tokens(String sentence, String... options) {
        Map<String, String> properties = properties(TOKENS, options);
        properties.put(SESSIONS + "secret-key", SECRET);
        return new Wrong(LOGIN, sentence, properties);
    }

    private static Map<String, String> properties(String prefix, String... options) {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            properties.put(prefix + options[i], options[i + 1]);
        }
        return properties;
    }

    static Stream<Wrong> wrong() {
        String issuer = "https://issuer.example/jwks";
        return Stream.of(
                sessions("exactly one key source, but none is set"),
                withSecret("exactly one key source, but secretKey and jwkSetUri are set", "jwk-set-uri", issuer),
                sessions("previousSecretKeys is set without", "jwk-set-uri", issuer, "previous-secret-keys", SECRET),
                sessions("32", "secret-key", "only-31-bytes-are-not-256-bits."),
                sessions("secretKey", "secret-key", "changeitchangeitchangeitchangeit"),
                sessions("secretKey", "secret-key", "file:/no/such/secret"),
                sessions("publicKey", "public-key", "file:/no/such/key.pem"),
                sessions("publicKey", "public-key", "no key"),
                sessions("https:", "jwk-set-uri", "http://issuer.example/jwks"),
                sessions("user or password", "jwk-set-uri", "https://user:pw@issuer.example/jwks"),
                sessions("camel.ssl.trustStore", "jwk-set-uri", issuer, "use-global-ssl-context-parameters", "true"),
                withSecret("tokenHeader", "token-header", "X Token"),
                withSecret("tokenCookie", "token-cookie", "a b"),
                withSecret("allowedTriggers", "allowed-triggers", "jetty:"),
                withSecret("keyClaims", "key-claims", "iss"),
                withSecret("requiredClaims", "required-claims", "exp=5"),
                withSecret("algorithms", "algorithms", "HS257"),
                withSecret("algorithms", "algorithms", "HS256,none"),
                withSecret("algorithms", "algorithms", "RS256"),
                withSecret("maxTokenLength", "max-token-length", "0"),
                withSecret("maxInactiveInterval", "max-inactive-interval", "0"),
                withSecret("maxLifetime", "max-lifetime", "0"),
                withSecret("maxTokenLifetime", "max-token-lifetime", "0"),
                withSecret("updateTimeout", "update-timeout", "0"),
                withSecret("For input string", "max-sessions", "many"),
                withSecret("LintMode", "lint", "loud"),
                withSecret("sesions", "aggregation-repository", "#bean:sesions"),
                withSecret("no.such.Class", "aggregation-repository", "#class:no.such.Class"),
                new Wrong(LOGIN, "session-token: there is no key to sign with", Map.of()),
                tokens("secretKey and privateKey are both set", "secret-key", SECRET, "private-key", "file:key.pem"),
                tokens("privateKey", "private-key", "file:/no/such/key.pem"),
                tokens("lifetime is PT0S", "lifetime", "0"),
                tokens("lifetime is PT1H and maxLifetime PT59M", "max-lifetime", "59m"),
                tokens("issuer has 2 entries", "issuer", "https://a.example,https://b.example"),
                tokens("sessionComponent is 'sessions'", "session-component", "sessions"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void startFailsWithTheSameSentenceAsInCamelMain(Wrong wrong) {
        Throwable main = startInMain(wrong);
        Throwable boot = startInBoot(wrong);

        assertThat(main).hasStackTraceContaining(wrong.sentence());
        assertThat(boot).hasStackTraceContaining(wrong.sentence());
        assertThat(sentence(boot)).isEqualTo(sentence(main));
        assertThat(Throwables.getStackTrace(boot)).doesNotContain(SECRET);
    }

    /** Placeholders are Spring's here. The starter of Camel 4.22 resolves them before the component is there. */
    @Test
    void placeholderThatSpringCannotResolveIsNamed() {
        Throwable boot = startInBoot(sessions("", "secret-key", "${SHOP_SECRET}"));

        assertThat(sentence(boot))
                .isEqualTo(
                        BootApplication.isBoot3()
                                ? SESSIONS
                                        + "secret-key holds a placeholder that Spring cannot resolve: set what it names,"
                                        + " or remove the property"
                                : "Could not resolve placeholder 'SHOP_SECRET' in value \"${SHOP_SECRET}\"");
    }

    /** Camel Main refuses it itself, in words of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "${shop.issuer:}"})
    void optionThatIsSetToNothingIsNamed(String nothing) {
        Throwable boot = startInBoot(withSecret("", "issuer", nothing));

        assertThat(sentence(boot))
                .isEqualTo("session-management: the option issuer is blank: give it a value, or remove " + SESSIONS
                        + "issuer");
    }

    @Test
    void unknownOptionIsNamed() {
        Throwable boot = startInBoot(withSecret("", "key-claim", "sub"));

        assertThat(sentence(boot))
                .isEqualTo("session-management has no option key-claim: remove " + SESSIONS
                        + "key-claim from the configuration, or correct its name");
    }

    private static Throwable startInMain(Wrong wrong) {
        Main main = new Main();
        Properties properties = new Properties();
        properties.putAll(wrong.properties());
        main.setInitialProperties(properties);
        main.configure().addRoutesBuilder(route(wrong.step()));
        try {
            return Objects.requireNonNull(catchThrowable(main::start), "Camel Main started");
        } finally {
            main.stop();
        }
    }

    private static Throwable startInBoot(Wrong wrong) {
        Map<String, String> properties = new TreeMap<>(wrong.properties());
        properties.put("step", wrong.step());
        return Objects.requireNonNull(
                catchThrowable(
                        () -> BootApplication.start(Routes.class, properties).close()),
                "Spring Boot started");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Routes {
        @Bean
        RouteBuilder routes(org.springframework.core.env.Environment environment) {
            return route(environment.getRequiredProperty("step"));
        }
    }

    private static RouteBuilder route(String step) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(step);
            }
        };
    }

    private static String sentence(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
