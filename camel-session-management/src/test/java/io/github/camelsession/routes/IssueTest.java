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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.request.BearerToken;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISSUE: what the token says, where it goes, and messages that get none. */
class IssueTest extends RouteTest {
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00.7Z");
    private static final String ANN =
            "{\"sub\":\"ann\",\"password\":\"pass-of-ann\",\"n\":1.10,\"roles\":[\"a\",{\"b\":null}]}";

    private final ObjectMapper json = new ObjectMapper();

    private SessionManagementConfiguration sessions() {
        return context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
    }

    private void startWith(String options) throws Exception {
        sessions().setSecretKey(TestTokens.SECRET);
        TestClock.set(context.getComponent("session-management", SessionManagementComponent.class), () -> NOW);
        start(routes -> routes.from("direct:a").to("session-token:login" + options));
    }

    private static SignedJWT tokenIn(Exchange exchange) throws Exception {
        assertThat(exchange.getException()).isNull();
        String header = exchange.getMessage().getHeader("Authorization", String.class);
        assertThat(header).startsWith("Bearer ");
        return SignedJWT.parse(header.substring("Bearer ".length()));
    }

    private JWTClaimsSet claimsFor(Object body) throws Exception {
        return tokenIn(send("direct:a", body)).getJWTClaimsSet();
    }

    private static void assertNothingIssued(Exchange exchange, String body) {
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(body);
        assertThat(Execution.caller(exchange, List.of("session-management"))).isNull();
    }

    @Test
    void tokenSaysWhoLoggedInWhenAndForHowLong() throws Exception {
        sessions().setIssuer("https://shop.example");
        sessions().setAudience("shop");
        startWith("");
        SignedJWT token = tokenIn(send("direct:a", ANN));
        assertThat(token.verify(new MACVerifier(TestTokens.SECRET))).isTrue();
        assertThat(token.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Instant second = Instant.parse("2030-01-01T10:00:00Z");
        assertThat(claims.getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "sid", "jti", "iat", "exp", "auth_time")
                .containsEntry("iss", "https://shop.example")
                .containsEntry("sub", "ann")
                .containsEntry("iat", Date.from(second))
                .containsEntry("exp", Date.from(second.plusSeconds(3600)))
                .containsEntry("auth_time", second.getEpochSecond());
        assertThat(claims.getAudience()).containsExactly("shop");
        assertThat(claims.getStringClaim("sid")).hasSize(22);
        assertThat(claims.getJWTID()).hasSize(22);
    }

    @Test
    void withoutIssuerAndAudienceTheTokenHasNone() throws Exception {
        startWith("");
        assertThat(claimsFor(ANN).getClaims()).containsOnlyKeys("sub", "sid", "jti", "iat", "exp", "auth_time");
    }

    @Test
    void namedFieldsBecomeClaimsDigitForDigitAndOthersDoNot() throws Exception {
        startWith("?claims=sub,n,roles,absent");
        String payload = tokenIn(send("direct:a", ANN)).getPayload().toString();
        assertThat(payload).contains("\"n\":1.10", "\"roles\":[\"a\",{\"b\":null}]");
        assertThat(payload).doesNotContain("password", "absent");
    }

    @Test
    void asteriskTakesAllFields() throws Exception {
        startWith("?claims=*");
        assertThat(claimsFor("{\"sub\":\"ann\",\"a\":1,\"\\\"ö€😀\":true}").getClaims())
                .containsEntry("a", 1L)
                .containsEntry("\"ö€😀", true);
    }

    @Test
    void twoLoginsInOneSecondGiveDifferentTokensOfDifferentSessions() throws Exception {
        startWith("");
        JWTClaimsSet first = claimsFor(ANN);
        JWTClaimsSet second = claimsFor(ANN);
        assertThat(second.getIssueTime()).isEqualTo(first.getIssueTime());
        assertThat(second.getJWTID()).isNotEqualTo(first.getJWTID());
        assertThat(second.getStringClaim("sid")).isNotEqualTo(first.getStringClaim("sid"));
    }

    static Stream<Object> bodies() throws Exception {
        byte[] bytes = ANN.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                bytes, new ByteArrayInputStream(bytes), Map.of("sub", "ann"), new ObjectMapper().readTree(ANN));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyMayBeOfAnyKindThatIsAJsonObject(Object body) throws Exception {
        startWith("");
        assertThat(claimsFor(body).getSubject()).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"J\\u00f6rg \\\"J\\\"\\n", "42", "\\ud83d\\ude00", "{}", "a b"})
    void anyTextThatIsNotBlankIsASubject(String written) throws Exception {
        startWith("");
        String body = "{\"sub\":\"" + written + "\"}";
        assertThat(claimsFor(body).getSubject())
                .isEqualTo(json.readTree(body).path("sub").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "true",
                "null",
                "\"\"",
                "\" \\t\\u00a0\\u2003\"",
                "\"\\n\"",
                "[\"ann\"]",
                "{}",
                "\"x\\ud800\""
            })
    void subjectThatIsNoTextOrBlankFailsTheStep(String written) throws Exception {
        startWith("");
        String body = "{\"sub\":" + written + "}";
        Exchange exchange = send("direct:a", body);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("session-token step 'login' (ISSUE): the field 'sub' ");
        assertNothingIssued(exchange, body);
    }

    @Test
    void bodyWithoutSubjectFailsTheStepByTheNameOfTheField() throws Exception {
        startWith("?claims=sub,role");
        Exchange exchange = send("direct:a", "{\"role\":\"x\"}");
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        SessionFieldMissingException.class,
                        missing -> assertThat(missing.getMissing()).containsExactly("sub"));
        assertNothingIssued(exchange, "{\"role\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub=ann", "[]", "{\"sub\":\"ann\"", "{\"sub\":\"ann\"} x", "<sub/>"})
    void bodyThatIsNoJsonObjectFailsTheStep(String body) throws Exception {
        startWith("");
        Exchange exchange = send("direct:a", body);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("it must be a JSON object");
        assertNothingIssued(exchange, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "nbf", "iat", "jti", "sid", "auth_time", "events"})
    void claimOfTheComponentCannotBeSetFromAMessage(String name) throws Exception {
        startWith("?claims=*");
        for (String written : List.of(name, "\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1))) {
            String body = "{\"sub\":\"ann\",\"" + written + "\":\"forged\"}";
            Exchange exchange = send("direct:a", body);
            assertThat(exchange.getException())
                    .isInstanceOf(InvalidMessageBodyException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageNotContaining("forged");
            assertNothingIssued(exchange, body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"o\":{\"a\":1,\"a\":2}",
                "\"o\":[{\"b\":{\"a\":1,\"\\u0061\":2}}]",
                "\"x\\ud800\":1",
                "\"n\":1e9999999999",
                "\"n\":[{\"a\":0e-9999999999}]",
                "\"n\":1e2147483649"
            })
    void claimThatVerifiersWouldRefuseFailsTheStep(String member) throws Exception {
        startWith("?claims=*");
        String body = "{\"sub\":\"ann\"," + member + "}";
        Exchange exchange = send("direct:a", body);
        assertThat(exchange.getException()).isInstanceOf(InvalidMessageBodyException.class);
        assertNothingIssued(exchange, body);
    }

    @Test
    void tokenBeyondMaxTokenLengthFailsTheStepAndShowsNothing() throws Exception {
        startWith("");
        String body = "{\"sub\":\"" + "s".repeat(10_000) + "\"}";
        Exchange exchange = send("direct:a", body);
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        SessionLimitException.class,
                        limit -> assertThat(limit.getOption()).isEqualTo("maxTokenLength"))
                .hasMessageMatching("(?s).* would have 13\\d{3} characters, .* allows 8192: .*")
                .hasMessageNotContaining("sss");
        assertNothingIssued(exchange, body);
    }

    @Test
    void headerIsTheOneThatSessionManagementReads() throws Exception {
        sessions().setTokenHeader("X-Token");
        startWith("?deliver=header");
        Exchange exchange = send("direct:a", ANN);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("X-Token");
        assertThat(exchange.getMessage().getBody()).isEqualTo(ANN);
    }

    @Test
    void bodyBecomesTheTokenResponseOfOAuth() throws Exception {
        startWith("?deliver=BODY");
        Exchange exchange = send("direct:a", ANN);
        Map<?, ?> response = json.readValue(exchange.getMessage().getBody(String.class), Map.class);
        assertThat(response.keySet()).isEqualTo(java.util.Set.of("access_token", "token_type", "expires_in"));
        assertThat(response.get("token_type")).isEqualTo("Bearer");
        assertThat(response.get("expires_in")).isEqualTo(3600);
        assertThat(SignedJWT.parse((String) response.get("access_token"))
                        .getHeader()
                        .getAlgorithm())
                .isEqualTo(JWSAlgorithm.HS256);
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(Map.entry("Content-Type", "application/json"), Map.entry("Cache-Control", "no-store"));
    }

    @Test
    void cookieCannotBeReadByScriptsAndLivesAsLongAsTheToken() throws Exception {
        sessions().setTokenCookie("__Host-session");
        startWith("?deliver=COOKIE");
        Exchange exchange = send("direct:a", ANN);
        String cookie = exchange.getMessage().getHeader("Set-Cookie", String.class);
        assertThat(cookie.split("; "))
                .hasSize(6)
                .contains("Max-Age=3600", "Path=/", "HttpOnly", "Secure", "SameSite=Lax");
        assertThat(SignedJWT.parse(cookie.replaceAll("^__Host-session=|;.*", ""))
                        .getJWTClaimsSet()
                        .getSubject())
                .isEqualTo("ann");
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("Set-Cookie");
    }

    @Test
    void cookieThatBrowsersWouldNotKeepFailsTheStep() throws Exception {
        sessions().setTokenCookie("__Host-session");
        startWith("?deliver=COOKIE");
        String body = "{\"sub\":\"" + "s".repeat(3000) + "\"}";
        Exchange exchange = send("direct:a", body);
        assertThat(exchange.getException())
                .isInstanceOf(SessionLimitException.class)
                .hasMessageContaining("browsers keep none of more than 4096");
        assertNothingIssued(exchange, body);
    }

    @Test
    void ownerOfTheNewTokenIsTheCallerOfTheExecution() throws Exception {
        startWith("");
        Exchange exchange = send("direct:a", ANN);
        assertThat(Execution.caller(exchange, List.of("session-management"))).isInstanceOf(BearerToken.class);
    }
}
