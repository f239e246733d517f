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

import io.github.camelsession.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No endpoint of the actuator shows a secret of ours, also where the application lets it show every value. */
class ActuatorShowsNoSecretTest {
    private static final String SESSIONS = "camel.component.session-management.";
    private static final String TOKENS = "camel.component.session-token.";
    private static final String SECRET = TestTokens.SECRET;
    private static final String FORMER = "f0rmer-" + SECRET.substring(9);
    private static final String OLDEST = "0ldest-" + SECRET.substring(11);

    private static BootApplication start(Map<String, String> properties, String... arguments) {
        Map<String, String> all = new HashMap<>(Map.of(
                "management.endpoints.web.exposure.include",
                "*",
                "management.endpoint.env.show-values",
                "always",
                "management.endpoint.configprops.show-values",
                "always",
                "management.endpoint.health.show-details",
                "always",
                SESSIONS + "namespace",
                "to-be-seen",
                "camel.main.routes-include-pattern",
                "classpath:shop/*.yaml"));
        all.putAll(properties);
        return BootApplication.start(BootApplication.Plain.class, all, arguments);
    }

    private static void assertShowsNone(BootApplication application, String... secrets) throws Exception {
        assertThat(application.get("/actuator/env")).contains("to-be-seen");
        List<String> endpoints = Pattern.compile("http://[^/\"]+(/actuator/[^\"{]+)\"")
                .matcher(application.get("/actuator"))
                .results()
                .map(link -> link.group(1))
                // The memory has them, of course, and is a file for that.
                .filter(path -> !path.endsWith("heapdump"))
                .toList();
        assertThat(endpoints).contains("/actuator/env", "/actuator/configprops", "/actuator/beans");
        for (String endpoint : endpoints) {
            assertThat(application.get(endpoint)).as(endpoint).doesNotContain(secrets);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-key", "secretKey", "secretkey"})
    void secretHoweverItsNameIsWritten(String name) throws Exception {
        try (BootApplication application = start(Map.of(SESSIONS + name, SECRET))) {
            assertThat(application.get("/actuator/env/" + SESSIONS + name)).contains("******");
            assertShowsNone(application, SECRET);
        }
    }

    @Test
    void secretThatAPlaceholderTakesFromAnotherProperty() throws Exception {
        try (BootApplication application =
                start(Map.of("shop.session", SECRET, SESSIONS + "secret-key", "${shop.session}"))) {
            assertThat(application.get("/actuator/env/shop.session")).contains("******");
            assertShowsNone(application, SECRET);
        }
    }

    @Test
    void eachOfFormerSecrets() throws Exception {
        try (BootApplication application = start(Map.of(
                SESSIONS + "secret-key",
                SECRET,
                SESSIONS + "previous-secret-keys",
                FORMER + ", " + OLDEST,
                "shop.before",
                OLDEST))) {
            assertShowsNone(application, SECRET, FORMER, OLDEST);
        }
    }

    @Test
    void secretOnTheCommandLine() throws Exception {
        try (BootApplication application =
                start(Map.of(), "--" + SESSIONS + "secret-key=" + SECRET, "--" + TOKENS + "secretKey=" + SECRET)) {
            assertShowsNone(application, SECRET);
        }
    }

    @Test
    void secretInApplicationJson() throws Exception {
        String json = "{\"camel\":{\"component\":{\"session-management\":{\"secretKey\":\"" + SECRET + "\"}}}}";
        try (BootApplication application = start(Map.of(), "--spring.application.json=" + json)) {
            assertShowsNone(application, SECRET);
        }
    }

    @Test
    void secretOfASecondComponent() throws Exception {
        try (BootApplication application =
                start(Map.of(SESSIONS + "secret-key", SECRET, "camel.component.partners.secret-key", FORMER))) {
            assertShowsNone(application, SECRET, FORMER);
        }
    }

    @Test
    void privateKeyThatSignsTokens() throws Exception {
        String key = Base64.getMimeEncoder()
                .encodeToString(TestTokens.RSA.toPrivateKey().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----";
        try (BootApplication application = start(Map.of(
                SESSIONS + "public-key",
                TestTokens.pem(TestTokens.RSA.toPublicKey()),
                TOKENS + "private-key",
                "${shop.key}",
                "shop.key",
                pem,
                "shop.copy",
                pem.replaceAll("\\s+", " ")))) {
            assertThat(application.get("/actuator/env")).contains("BEGIN PUBLIC KEY");
            assertShowsNone(application, key.lines().toArray(String[]::new));
        }
    }

    @Test
    void secretsThatPlaceholdersOfCamelTakeFromOtherProperties() throws Exception {
        String former = Base64.getEncoder().encodeToString(FORMER.getBytes(StandardCharsets.UTF_8));
        try (BootApplication application = start(Map.of(
                "SHOP_SECRET",
                SECRET,
                "shop.session",
                "${SHOP_SECRET}",
                SESSIONS + "secret-key",
                "{{shop.session}}",
                "OLDEST_SECRET",
                OLDEST,
                SESSIONS + "previous-secret-keys",
                "base64:{{FORMER_SECRET}},{{OLDEST_SECRET}}",
                "FORMER_SECRET",
                former))) {
            assertThat(application.get("/actuator/env/SHOP_SECRET")).contains("******");
            assertShowsNone(application, SECRET, former, OLDEST);
        }
    }

    @Test
    void propertiesThatASecretIsPutTogetherFrom() throws Exception {
        String first = SECRET.substring(0, 20);
        String second = SECRET.substring(20);
        try (BootApplication application = start(
                Map.of("shop.first", first, SESSIONS + "secret-key", "${shop.first}${shop.second}"),
                "--shop.second=" + second)) {
            assertShowsNone(application, first, second);
        }
    }

    @Test
    void secretWithAQuotationMarkInApplicationJson() throws Exception {
        String escaped = SECRET.substring(30) + "\\\"" + SECRET.substring(0, 30);
        String json = "{\"camel\":{\"component\":{\"session-management\":{\"secretKey\":\"" + escaped + "\"}}}}";
        try (BootApplication application = start(Map.of(), "--spring.application.json=" + json)) {
            assertShowsNone(application, SECRET.substring(30), SECRET.substring(0, 30));
        }
    }
}
