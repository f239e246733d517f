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
package io.github.camelsession.docs;

import static io.github.camelsession.docs.Document.TOKEN_PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.TokenDelivery;
import io.github.camelsession.TokenOperation;
import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of session-token: its routes log in and renew, its tables are those of the generated metadata. */
class DocumentedLoginTest {
    private static final String METADATA = "/META-INF/io/github/camelsession/login/session-token.json";
    private static final String CREDENTIALS = "{\"sub\":\"ann\",\"role\":\"x\",\"language\":\"fr\",\"password\":\"p\"}";

    /** Lets everybody in: the page leaves the check to its reader. */
    private static final RouteBuilder PASSWORD_CHECK = new RouteBuilder() {
        @Override
        public void configure() {
            from("direct:checkPassword").log("checked");
        }
    };

    private static DocumentedApp appOf(Block... routes) throws IOException {
        return new DocumentedApp()
                .properties(TOKEN_PAGE
                        .block("properties", "session-token.lifetime")
                        .with("{{env:SESSION_SECRET}}", TestTokens.SECRET))
                .routes(PASSWORD_CHECK)
                .start(routes);
    }

    private static String tokenIn(String response) throws IOException {
        return new ObjectMapper().readTree(response).path("access_token").asText();
    }

    private static JWTClaimsSet claims(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    @ParameterizedTest
    @CsvSource({"yaml", "xml"})
    void userLogsInAndRenewsTheToken(String language) throws Exception {
        try (DocumentedApp app = appOf(TOKEN_PAGE.block(language, "operation=RENEW"))) {
            String response = app.http("POST", "/login", null, CREDENTIALS).body();
            assertThat(response)
                    .matches("\\{\"access_token\":\"[^\"]+\",\"token_type\":\"Bearer\",\"expires_in\":900}");
            String token = tokenIn(response);
            String renewed = tokenIn(app.http("POST", "/renew", token, "").body());
            assertThat(claims(renewed).getStringClaim("sid"))
                    .isEqualTo(claims(token).getStringClaim("sid"));
            assertThat(claims(renewed).getStringClaim("role")).isEqualTo("x");
            assertThat(claims(renewed).getClaims()).doesNotContainKey("password");
        }
    }

    @Test
    void loginRoutePutsIntoTheSessionOfItsNewToken() throws Exception {
        Block greeting = Document.PAGE.block("yaml", "/greeting");
        try (DocumentedApp app = appOf(TOKEN_PAGE.block("yaml", "/login-in-language"), greeting)) {
            String token = app.http("POST", "/login-in-language", null, CREDENTIALS)
                    .body()
                    .replace("Bearer ", "");
            assertThat(app.http("GET", "/greeting", token, "").body()).contains("\"language\":\"fr\"");
        }
    }

    @Test
    void cartOfAGuestIsThereAfterTheLogInUnderANewLogin() throws Exception {
        try (DocumentedApp app = appOf(TOKEN_PAGE.block("yaml", "/login-with-cart"))) {
            String guest = tokenIn(app.http("POST", "/guest", null, "").body());
            app.http("PUT", "/cart", guest, "{\"cart\":[\"tea\"]}");
            String user = app.http("POST", "/login-with-cart", guest, "{\"sub\":\"ann\"}")
                    .body()
                    .replace("Bearer ", "");
            assertThat(app.http("GET", "/cart", user, "").body()).isEqualTo("{\"cart\":[\"tea\"]}");
            assertThat(claims(guest).getSubject()).startsWith("guest-");
            assertThat(claims(user).getSubject()).isEqualTo("ann");
            assertThat(claims(user).getStringClaim("sid"))
                    .isNotEqualTo(claims(guest).getStringClaim("sid"));
        }
    }

    @ParameterizedTest
    @CsvSource({"Endpoint options, properties", "Component options, componentProperties"})
    void optionsAreThoseOfTheGeneratedMetadata(String section, String group) throws IOException {
        Map<String, List<String>> documented = new LinkedHashMap<>();
        TOKEN_PAGE
                .table(section, "Name", "Description", "Default", "Type")
                .forEach(row -> documented.put(row.get(0), List.of(row.get(2), row.get(3))));
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(generated(group));
    }

    private static Map<String, List<String>> generated(String group) throws IOException {
        try (InputStream json = DocumentedLoginTest.class.getResourceAsStream(METADATA)) {
            Map<String, List<String>> options = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> option :
                    new ObjectMapper().readTree(json).path(group).properties()) {
                options.put(
                        option.getKey(),
                        List.of(
                                option.getValue().path("defaultValue").asText(""),
                                option.getValue().path("javaType").asText().replaceAll("\\b(\\w+\\.)+", "")));
            }
            return options;
        }
    }

    @Test
    void operationsAndDeliveriesAreThoseThatThereAre() {
        assertThat(TOKEN_PAGE.table("Operations", "Operation", "Needs", "Makes").stream()
                        .map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Stream.of(TokenOperation.values()).map(Enum::name).toList());
        assertThat(TOKEN_PAGE.table("Where the token goes", "Delivery", "Result").stream()
                        .map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Stream.of(TokenDelivery.values()).map(Enum::name).toList());
    }
}
