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
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RENEW over HTTP: a login goes on under new tokens, and not for ever. */
class RenewTest extends HttpRouteTest {
    private static final Instant LOGIN = Instant.parse("2030-01-01T10:00:00Z");
    private static final String ISSUER = "https://shop.example";

    private volatile Instant now = LOGIN;

    @BeforeEach
    void startLoginAndRenewal() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setIssuer(ISSUER + ",https://other.example");
        configuration().setKeyClaims("sid");
        TestClock.set(component(), () -> now);
        SessionTokenConfiguration own = context.getComponent("session-token", SessionTokenComponent.class)
                .getConfiguration();
        own.setIssuer(ISSUER);
        own.setAudience("shop");
        own.setLifetime(Duration.ofMinutes(40));
        own.setMaxLifetime(Duration.ofHours(1));
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/login")).to("session-token:login?claims=sub,n&deliver=BODY");
            routes.from(jetty("/renew")).to("session-token:renew?operation=RENEW&deliver=BODY");
            routes.from(jetty("/login-and-renew"))
                    .to("session-token:login")
                    .removeHeaders("*")
                    .to("session-token:renew?operation=RENEW&deliver=BODY");
            routes.from(jetty("/get-and-renew"))
                    .to(global("GET", "cart"))
                    .to("session-token:renew?operation=RENEW&deliver=BODY");
            routes.from(jetty("/put")).to(global("PUT", "cart"));
            routes.from(jetty("/get")).to(global("GET", "cart"));
        });
    }

    private void waitUntil(String time) {
        now = Instant.parse("2030-01-01T" + time + "Z");
    }

    private static String tokenIn(String answer) throws Exception {
        String token = new ObjectMapper().readTree(answer).path("access_token").asText();
        assertThat(token).as(answer).isNotEmpty();
        return token;
    }

    private String login() throws Exception {
        return tokenIn(send(to("/login").POST(BodyPublishers.ofString("{\"sub\":\"ann\",\"n\":1.10}")))
                .body());
    }

    private String renew(String token) throws Exception {
        return get("/renew", token);
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    @Test
    void renewedTokenIsOfTheSameLogin() throws Exception {
        String token = login();
        waitUntil("10:15:00.9");
        String renewed = tokenIn(renew(token));
        Map<String, Object> before = new HashMap<>(claims(token).getClaims());
        Map<String, Object> after = new HashMap<>(claims(renewed).getClaims());
        assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
        assertThat(after.get("iat")).isEqualTo(Date.from(LOGIN.plusSeconds(900)));
        assertThat(after.get("exp")).isEqualTo(Date.from(LOGIN.plusSeconds(3300)));
        for (String own : List.of("jti", "iat", "exp")) {
            before.remove(own);
            after.remove(own);
        }
        assertThat(after).isEqualTo(before).containsKeys("iss", "aud", "sub", "sid", "auth_time");
        assertThat(SignedJWT.parse(renewed).getPayload().toString()).contains("\"n\":1.10,");
    }

    @Test
    void sessionGoesOnAndTheOldTokenIsServedUntilItExpires() throws Exception {
        String token = login();
        put("/put", token, "{\"cart\":1}");
        waitUntil("10:30:00");
        String renewed = tokenIn(renew(token));
        assertThat(get("/get", renewed)).isEqualTo("{\"cart\":1}");
        put("/put", token, "{\"cart\":2}");
        assertThat(get("/get", renewed)).isEqualTo("{\"cart\":2}");
        waitUntil("10:41:00");
        assertThat(get("/get", token)).isEqualTo("EXPIRED");
        assertThat(get("/get", renewed)).isEqualTo("{\"cart\":2}");
    }

    @Test
    void noRenewedTokenOutlivesTheLogin() throws Exception {
        String token = login();
        waitUntil("10:39:59");
        String renewed = tokenIn(renew(token));
        assertThat(claims(renewed).getExpirationTime()).isEqualTo(Date.from(LOGIN.plusSeconds(3600)));
        waitUntil("10:59:59.999");
        String last = renew(renewed);
        assertThat(claims(tokenIn(last)).getExpirationTime()).isEqualTo(Date.from(LOGIN.plusSeconds(3600)));
        assertThat(last).contains("\"expires_in\":1}");
    }

    @Test
    void loginThatIsOverIsRenewedNoMore() throws Exception {
        String token = login();
        waitUntil("10:30:00");
        String renewed = tokenIn(renew(token));
        waitUntil("11:00:00");
        assertThat(get("/get", renewed)).as("clockSkew lets it pass").isEqualTo("{}");
        assertThat(renew(renewed)).isEqualTo("EXPIRED");
    }

    @Test
    void callerThatAnEarlierStepFoundIsRenewed() throws Exception {
        String token = login();
        assertThat(claims(tokenIn(get("/get-and-renew", token))).getStringClaim("sid"))
                .isEqualTo(claims(token).getStringClaim("sid"));
        String loggedIn = send(to("/login-and-renew").POST(BodyPublishers.ofString("{\"sub\":\"bob\"}")))
                .body();
        assertThat(claims(tokenIn(loggedIn)).getSubject()).isEqualTo("bob");
    }

    @Test
    void expiredTokenIsNotRenewed() throws Exception {
        String token = login();
        waitUntil("10:41:00");
        assertThat(renew(token)).isEqualTo("EXPIRED");
    }

    private TestTokens foreign() {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject("ann")
                .claim("iss", ISSUER)
                .claim("sid", "s-1")
                .claim("auth_time", LOGIN.getEpochSecond())
                .expiresAt(LOGIN.plusSeconds(600));
    }

    @Test
    void tokenThatSomebodyElseSignedAsThisComponentWouldIsRenewed() throws Exception {
        assertThat(claims(tokenIn(renew(foreign().sign()))).getSubject()).isEqualTo("ann");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example, WRONG_ISSUER",
        "auth_time, , MISSING_CLAIM",
        "auth_time, ten o'clock, MALFORMED_TOKEN",
        "exp, , NO_EXPIRY"
    })
    void tokenThatIsNotOfThisComponentIsNotRenewed(String claim, String value, String reason) throws Exception {
        String token = foreign().claim(claim, value).sign();
        assertThat(renew(token)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"60, ann", "61, NOT_YET_VALID"})
    void loginInTheFutureIsBelievedWithinClockSkew(int seconds, String outcome) throws Exception {
        String answer = renew(foreign()
                .claim("auth_time", LOGIN.plusSeconds(seconds).getEpochSecond())
                .sign());
        assertThat(outcome.equals("ann") ? claims(tokenIn(answer)).getSubject() : answer)
                .isEqualTo(outcome);
    }

    @Test
    void withoutATokenNothingIsRenewed() throws Exception {
        assertThat(send(to("/renew")).body()).isEqualTo("NO_TOKEN");
    }

    @Test
    void forgedTokenIsNotRenewed() throws Exception {
        String token = login();
        assertThat(renew(token.substring(0, token.length() - 6) + "AAAAAA")).isEqualTo("BAD_SIGNATURE");
    }

    @Test
    void storeThatIsDownRenewsNothing() throws Exception {
        String token = login();
        component().stop();
        assertThat(renew(token)).isEqualTo("SessionStoreException");
    }
}
