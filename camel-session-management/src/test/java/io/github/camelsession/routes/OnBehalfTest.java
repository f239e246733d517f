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

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The session of a user whom a route names, without HTTP and without a token. */
class OnBehalfTest extends HttpRouteTest {
    private static final String ISSUER = "https://login.example";
    private static final Map<String, Object> ALICE = Map.of("sub", "alice", "iss", ISSUER);

    private static String tokenOf(Object subject, Instant issuedAt) {
        return TestTokens.hs256(TestTokens.SECRET)
                .claim("sub", subject)
                .claim("iss", ISSUER)
                .claim("iat", issuedAt.getEpochSecond())
                .expiresAt(issuedAt.plusSeconds(600))
                .sign();
    }

    private void startDesk() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setIssuer(ISSUER);
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/get")).to(global("GET", "*"));
            routes.from(jetty("/put")).to(global("PUT", "*"));
            for (String operation : List.of("GET", "PUT", "PUT_IF_ABSENT", "DELETE", "CLEAR", "CONTAINS", "END_ALL")) {
                routes.from("direct:" + operation)
                        .errorHandler(routes.noErrorHandler())
                        .to(global(operation, "cart") + "&onBehalf=true");
            }
        });
    }

    private Exchange desk(String operation, Object claims, String body) {
        return context.createFluentProducerTemplate()
                .to("direct:" + operation)
                .withHeader(SessionManagementConstants.CLAIMS, claims)
                .withBody(body)
                .send();
    }

    private String read(Object claims) {
        return desk("GET", claims, "{}").getMessage().getBody(String.class);
    }

    @Test
    void eachOperationWorksOnTheSessionOfTheNamedUser() throws Exception {
        startDesk();
        String alice = tokenOf("alice", Instant.now());
        put("/put", alice, "{\"cart\":1}");
        assertThat(read(ALICE)).isEqualTo("{\"cart\":1}");
        assertThat(read(Map.of("sub", "bob", "iss", ISSUER))).isEqualTo("{}");
        desk("PUT", ALICE, "{\"cart\":2}");
        desk("PUT_IF_ABSENT", ALICE, "{\"cart\":3}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":2}");
        assertThat(desk("CONTAINS", ALICE, "{}").getMessage().getHeader(SessionManagementConstants.FOUND))
                .isEqualTo(List.of("cart"));
        desk("DELETE", ALICE, "{}");
        assertThat(get("/get", alice)).isEqualTo("{}");
        put("/put", alice, "{\"a\":1}");
        desk("CLEAR", ALICE, "{}");
        assertThat(get("/get", alice)).isEqualTo("{}");
    }

    @Test
    void sessionThatAnEventMadeIsThereAtTheFirstLogin() throws Exception {
        startDesk();
        desk("PUT", ALICE, "{\"cart\":1}");
        assertThat(get("/get", tokenOf("alice", Instant.now()))).isEqualTo("{\"cart\":1}");
    }

    @Test
    void endAllLogsTheNamedUserOut() throws Exception {
        startDesk();
        String alice = tokenOf("alice", Instant.now().minusSeconds(2));
        put("/put", alice, "{\"cart\":1}");
        assertThat(desk("END_ALL", ALICE, "{}").getException()).isNull();
        assertThat(get("/get", alice)).isEqualTo("SESSION_ENDED");
        assertThat(get("/get", tokenOf("bob", Instant.now()))).isEqualTo("{}");
    }

    @Test
    void numbersAndTextsAreDifferentUsersAsInTokens() throws Exception {
        startDesk();
        put("/put", tokenOf(7, Instant.now()), "{\"cart\":1}");
        assertThat(read(Map.of("sub", 7, "iss", ISSUER))).isEqualTo("{\"cart\":1}");
        assertThat(read(Map.of("sub", "7", "iss", ISSUER))).isEqualTo("{}");
    }

    @Test
    void claimsThatNameNoUserAreRefusedWithoutTheirValues() throws Exception {
        startDesk();
        Map<String, Object> withoutValue = new HashMap<>(ALICE);
        withoutValue.put("sub", null);
        for (Object claims : List.of(
                Map.of("sub", "alice"),
                Map.of("iss", ISSUER),
                Map.of("sub", "", "iss", ISSUER),
                Map.of("sub", List.of("alice"), "iss", ISSUER),
                Map.of("sub", 1.5, "iss", ISSUER),
                Map.of("sub", "alice", "iss", ISSUER, "role", "secret-admin"),
                withoutValue,
                Map.of(),
                "sub=alice")) {
            assertThat(desk("GET", claims, "{}").getException())
                    .as("%s", claims)
                    .isInstanceOf(InvalidStepOptionException.class)
                    .hasMessageContaining(SessionManagementConstants.CLAIMS)
                    .satisfies(e -> assertThat(e).hasMessageNotContainingAny("alice", "secret-admin", ISSUER));
        }
        assertThat(desk("GET", null, "{}").getException()).isInstanceOf(InvalidStepOptionException.class);
    }

    @Test
    void claimsInTheHeaderMeanNothingToAStepWithoutTheOption() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setKeyClaims("sub");
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/get"))
                    .setHeader(SessionManagementConstants.CLAIMS, routes.constant(ALICE))
                    .to(global("GET", "*"));
        });
        assertThat(send(to("/get")).body()).isEqualTo("NO_TOKEN");
    }

    @Test
    void networkCannotNameAUser() throws Exception {
        startDesk();
        desk("PUT", ALICE, "{\"cart\":1}");
        assertThat(send(to("/get?CamelSessionManagementClaims=alice")
                                .header("Authorization", "Bearer " + tokenOf("bob", Instant.now()))
                                .header("CamelSessionManagementClaims", "alice"))
                        .body())
                .isEqualTo("{}");
    }
}
