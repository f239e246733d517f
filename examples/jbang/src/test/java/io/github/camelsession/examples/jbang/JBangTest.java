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
package io.github.camelsession.examples.jbang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.examples.DocumentedCalls;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in {@code app/} under Camel JBang, which gets the component as it was just built, and nothing else of us. */
class JBangTest {
    private static final String CART = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";

    private static RunningCamel camel;

    @BeforeAll
    static void runApplication() throws Exception {
        camel = RunningCamel.start(Workspace.prepare());
    }

    @AfterAll
    static void stopApplication() throws InterruptedException {
        camel.close();
    }

    @Test
    void cartComesBackInALaterRequest() throws Exception {
        String token = camel.token("alice");

        assertThat(camel.send("PUT", "/cart", token, CART).statusCode()).isEqualTo(204);

        assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo(CART);
    }

    @Test
    void cartsOfTwoUsersStayApart() throws Exception {
        camel.send("PUT", "/cart", camel.token("alice"), CART);

        assertThat(camel.send("GET", "/cart", camel.token("bob"), "").body()).isEqualTo("{}");
    }

    @Test
    void deletedCartIsGone() throws Exception {
        String token = camel.token("alice");
        camel.send("PUT", "/cart", token, CART);

        assertThat(camel.send("DELETE", "/cart", token, "").statusCode()).isEqualTo(204);

        assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo("{}");
    }

    @Test
    void tokenIsRefusedAfterLogout() throws Exception {
        String token = camel.token("alice");
        camel.send("PUT", "/cart", token, CART);

        assertThat(camel.send("DELETE", "/session", token, "").statusCode()).isEqualTo(204);

        for (HttpResponse<String> answer : sendAll(token)) {
            assertProblem(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void otherLoginOfTheUserGoesOnAfterLogout() throws Exception {
        String here = camel.token("alice");
        String elsewhere = camel.token("alice");
        camel.send("PUT", "/cart", elsewhere, CART);

        camel.send("DELETE", "/session", here, "");

        assertThat(camel.send("GET", "/cart", elsewhere, "").body()).isEqualTo(CART);
    }

    @Test
    void callerIsToldWhoTheTokenSaysItIs() throws Exception {
        assertThat(camel.send("GET", "/me", camel.token("bob"), "").body()).isEqualTo("{\"sub\":\"bob\"}");
    }

    @Test
    void loginIsAnsweredWithATokenResponse() throws Exception {
        HttpResponse<String> answer = camel.login("alice", "wonderland");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .matches("\\{\"access_token\":\"[^\"]+\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    @Test
    void loginWithAWrongPasswordIs401() throws Exception {
        for (HttpResponse<String> answer :
                List.of(camel.login("alice", "builder"), camel.login("bob", "wonderland"), camel.login("carol", ""))) {
            assertProblem(answer, 401, "Unauthorized");
        }
    }

    @Test
    void loginWithoutJsonIs400AndWithoutPasswordIs422() throws Exception {
        assertProblem(camel.send("POST", "/login", null, "["), 400, "Bad Request");
        assertProblem(camel.send("POST", "/login", null, "{\"user\":\"alice\"}"), 422, "Unprocessable Content");
    }

    @Test
    void withoutTokenAnswerIs401() throws Exception {
        for (HttpResponse<String> answer : sendAll(null)) {
            assertProblem(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void bodyThatIsNoJsonIs400AndWithoutCartIs422() throws Exception {
        String token = camel.token("alice");

        assertProblem(camel.send("PUT", "/cart", token, "["), 400, "Bad Request");
        assertProblem(camel.send("PUT", "/cart", token, "{\"card\":[]}"), 422, "Unprocessable Content");
    }

    @Test
    void noAnswerSendsTheTokenOrHeadersOfTheRequestBack() throws Exception {
        String token = camel.token("alice");

        List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                camel.login("alice", "wonderland"),
                camel.login("alice", "wrong"),
                camel.send("PUT", "/cart", token, CART),
                camel.send("PUT", "/cart", token, "[")));
        answers.addAll(sendAll(token));

        for (HttpResponse<String> answer : answers) {
            assertThat(answer.headers().map().toString() + answer.body()).doesNotContain(token);
            assertThat(answer.headers().firstValue(RunningCamel.REQUEST_HEADER)).isEmpty();
        }
    }

    @Test
    void callsOfTheReadmeGiveItsAnswers() throws Exception {
        assumeTrue(DocumentedCalls.canRun(), "bash and curl are needed");
        DocumentedCalls calls = DocumentedCalls.read(Path.of("README.md"), "TOKEN=");

        assertThat(calls.run(camel.url())).isEqualTo(calls.answers());
    }

    /** Each request that needs a token; the log-out comes last. */
    private static List<HttpResponse<String>> sendAll(@Nullable String token) throws Exception {
        return List.of(
                camel.send("GET", "/me", token, ""),
                camel.send("PUT", "/cart", token, CART),
                camel.send("GET", "/cart", token, ""),
                camel.send("DELETE", "/cart", token, ""),
                camel.send("DELETE", "/session", token, ""));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}");
    }

    @Test
    void componentComesFromTheRepositoryOfThisBuild() {
        assertThat(camel.output())
                .anyMatch(line -> line.contains("Downloaded: io.github.camelsession:camel-session-management:")
                        && line.contains("@file:"));
    }

    @Test
    void onlyThisMachineGetsIn() {
        assertThat(camel.output())
                .anyMatch(line ->
                        line.contains("HttpServer started on " + camel.url().substring("http://".length())));
    }

    @Test
    void portInUseIsSeenBeforeJBangIsStarted() {
        assertThat(App.isFree(URI.create(camel.url()).getPort())).isFalse();
    }

    @Test
    void linesToTryHaveTheRightAddressAndTheSecretIsMasked() {
        assertThat(camel.output())
                .anyMatch(line -> line.startsWith("TOKEN=$(curl") && line.contains(camel.url() + "/login "))
                .anyMatch(line -> line.endsWith("secretKey = xxxxxx"));
    }
}
