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

import io.github.camelsession.DenialReason;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log-out over HTTP: a token that was ended is refused by every GLOBAL step from then on. */
class LogOutTest extends HttpRouteTest {
    private final Instant now = Instant.now();
    private final String phone = login("phone", now.minusSeconds(100));
    private final String laptop = login("laptop", now.minusSeconds(50));

    private static TestTokens token(String login, Instant issuedAt) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject("alice")
                .claim("jti", login)
                .claim("iat", issuedAt.getEpochSecond())
                .expiresAt(issuedAt.plusSeconds(3600));
    }

    private static String login(String login, Instant issuedAt) {
        return token(login, issuedAt).sign();
    }

    private void startShop() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(this::shop);
    }

    private void shop(RouteBuilder routes) {
        answerRefusals(routes);
        routes.from(jetty("/put")).to(global("PUT", "*"));
        routes.from(jetty("/get")).to(global("GET", "*"));
        routes.from(jetty("/contains")).to(global("CONTAINS", "cart"));
        routes.from(jetty("/claims")).to(global("CLAIMS", "sub"));
        routes.from(jetty("/delete")).to(global("DELETE", "cart"));
        routes.from(jetty("/clear")).to(global("CLEAR", "cart"));
        routes.from(jetty("/end")).to(global("END", "cart")).setBody(routes.header(SessionManagementConstants.FOUND));
        if (configuration().getMaxTokenLifetime() != null) {
            routes.from(jetty("/end-all"))
                    .to(global("END_ALL", "cart"))
                    .setBody(routes.header(SessionManagementConstants.FOUND));
        }
    }

    private void startSharedShop() throws Exception {
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        startShop();
    }

    private void assertEnded(String token) throws Exception {
        for (String path : List.of("/get", "/contains", "/claims", "/delete", "/clear", "/put", "/end")) {
            HttpResponse<String> answer = send(to(path).header("Authorization", "Bearer " + token));
            assertThat(answer.body()).as(path).isEqualTo("SESSION_ENDED");
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void endedTokenIsRefusedByEveryStepAndItsSessionIsGone() throws Exception {
        startShop();
        put("/put", phone, "{\"cart\":1}");
        put("/put", laptop, "{\"cart\":2}");
        assertThat(get("/end", phone)).isEqualTo("[cart]");
        assertEnded(phone);
        assertThat(get("/get", laptop)).isEqualTo("{\"cart\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000})
    void rememberedTokenIsRefusedAsAnyOther(int tokenCacheSize) throws Exception {
        configuration().setTokenCacheSize(tokenCacheSize);
        startShop();
        put("/put", phone, "{\"cart\":1}");
        get("/end", phone);
        assertEnded(phone);
    }

    @Test
    void withKeyClaimsTheSessionStaysForOtherTokens() throws Exception {
        startSharedShop();
        put("/put", phone, "{\"cart\":1}");
        assertThat(get("/end", phone)).isEqualTo("[cart]");
        assertEnded(phone);
        assertThat(get("/get", laptop)).isEqualTo("{\"cart\":1}");
    }

    @Test
    void endAllLogsOutEachTokenOfTheUserAndNobodyElse() throws Exception {
        startSharedShop();
        put("/put", phone, "{\"cart\":1}");
        put("/put", bob(), "{\"cart\":2}");
        assertThat(get("/end-all", laptop)).isEqualTo("[cart]");
        assertEnded(phone);
        assertEnded(laptop);
        assertThat(get("/get", bob())).isEqualTo("{\"cart\":2}");
        assertThat(get("/get", login("again", Instant.now().plusSeconds(2)))).isEqualTo("{}");
    }

    private String bob() {
        return token("phone", now.minusSeconds(100)).subject("bob").sign();
    }

    @Test
    void tokenOfTheSameSecondAsEndAllIsLoggedOutToo() throws Exception {
        startSharedShop();
        String same = login("same", Instant.now());
        get("/end-all", phone);
        assertEnded(same);
    }

    @Test
    void withMaxTokenLifetimeTokensThatEndAllCouldNotReachAreRefused() throws Exception {
        startSharedShop();
        String untold = TestTokens.hs256(TestTokens.SECRET)
                .subject("alice")
                .expiresAt(now.plusSeconds(60))
                .sign();
        assertThat(get("/get", untold)).isEqualTo("NO_ISSUE_TIME");
        assertThat(get(
                        "/get",
                        token("long", now).expiresAt(now.plusSeconds(3602)).sign()))
                .isEqualTo("LIVES_TOO_LONG");
        assertThat(get("/get", login("future", now.plusSeconds(90)))).isEqualTo("ISSUED_IN_FUTURE");
    }

    @Test
    void branchesOfAnExecutionThatHasEndedItsTokenSeeTheirVersionsNoMore() throws Exception {
        List<SessionAccessDeniedException> caught = new CopyOnWriteArrayList<>();
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/put")).to(global("PUT", "*"));
            routes.from(jetty("/split"))
                    .split(routes.constant(List.of("{}")))
                    .to(scoped(global("GET", "*")))
                    .to(global("END", "*"))
                    .doTry()
                    .to(scoped(global("GET", "*")))
                    .doCatch(SessionAccessDeniedException.class)
                    .process(exchange -> caught.add(
                            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SessionAccessDeniedException.class)))
                    .end();
        });
        put("/put", phone, "{\"cart\":1}");
        get("/split", phone);
        assertThat(caught)
                .singleElement()
                .extracting(SessionAccessDeniedException::getReason)
                .isEqualTo(DenialReason.SESSION_ENDED);
    }

    @Test
    void networkCannotEndASession() throws Exception {
        startShop();
        put("/put", phone, "{\"cart\":1}");
        send(to("/get?CamelSessionManagementOperation=END")
                .header("Authorization", "Bearer " + phone)
                .header("CamelSessionManagementOperation", "END"));
        assertThat(get("/get", phone)).isEqualTo("{\"cart\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,END",
        "PUT,END_ALL",
        "PUT_IF_ABSENT,END",
        "PUT,BACKCHANNEL_LOGOUT",
        "END,PUT",
        "END_ALL,PUT_IF_ABSENT",
        "BACKCHANNEL_LOGOUT,PUT"
    })
    void headerNeverTurnsAStepThatStoresIntoOneThatEndsNorTheReverse(String operation, String header) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/overridden"))
                    .setHeader(SessionManagementConstants.OPERATION, routes.constant(header))
                    .to(global(operation, "*"));
            routes.from(jetty("/get")).to(global("GET", "*"));
        });
        assertThat(put("/overridden", phone, "{\"cart\":1}"))
                .isEqualTo(InvalidStepOptionException.class.getSimpleName());
        assertThat(get("/get", phone)).isEqualTo("{}");
    }

    @Test
    void headerMayEndTheSessionInAStepThatReads() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/end"))
                    .setHeader(SessionManagementConstants.OPERATION, routes.constant("end"))
                    .to(global("GET", "*"));
        });
        assertThat(put("/end", phone, "{ \"a\": 1 }")).isEqualTo("{ \"a\": 1 }");
        assertThat(get("/end", phone)).isEqualTo("SESSION_ENDED");
    }

    @Test
    void headerCannotAskForEndAllWhereTheStartWouldRefuseIt() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/end"))
                    .setHeader(SessionManagementConstants.OPERATION, routes.constant("END_ALL"))
                    .to(global("GET", "*"));
        });
        assertThat(get("/end", phone)).isEqualTo(InvalidStepOptionException.class.getSimpleName());
    }

    @Test
    void aRequestOfALoggedOutTokenCostsOneReadAndALogOutOneReadAndOneWrite() throws Exception {
        DelegatingRepository counted = new DelegatingRepository(new BoundedMemoryRepository(10));
        configuration().setAggregationRepository(counted);
        startShop();
        counted.calls.take();
        get("/end", phone);
        assertThat(counted.calls.take()).containsExactly("get", "add");
        get("/get", phone);
        assertThat(counted.calls.take()).containsExactly("get");
    }
}
