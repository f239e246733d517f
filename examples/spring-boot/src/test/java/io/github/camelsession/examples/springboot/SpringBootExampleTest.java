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
package io.github.camelsession.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The resource server as its users meet it: over HTTP, with tokens of an identity provider. */
@SpringBootTest(classes = App.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class SpringBootExampleTest {
    private static final String NOTES = "{\"notes\":[\"buy apples\",1.10]}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final IdentityProvider PROVIDER = started();

    private final Environment environment;
    private final CamelContext camel;

    @Autowired
    SpringBootExampleTest(Environment environment, CamelContext camel) {
        this.environment = environment;
        this.camel = camel;
    }

    private static IdentityProvider started() {
        try {
            return IdentityProvider.start();
        } catch (Exception e) {
            throw new IllegalStateException("The identity provider does not start", e);
        }
    }

    @DynamicPropertySource
    static void identityProvider(DynamicPropertyRegistry registry) {
        registry.add("identity-provider", PROVIDER::uri);
    }

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void requestWithoutATokenIs401() throws Exception {
        assertThat(send("GET", null, "").statusCode()).isEqualTo(401);
        assertThat(send("PUT", null, NOTES).statusCode()).isEqualTo(401);
    }

    @Test
    void tokenForAnotherAudienceIs401() throws Exception {
        String token = PROVIDER.token("alice", "another");

        assertThat(send("GET", token, "").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenOfAnotherProviderIs401() throws Exception {
        try (IdentityProvider another = IdentityProvider.start()) {
            String token = another.token("alice", IdentityProvider.AUDIENCE);

            assertThat(send("GET", token, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void notesComeBackInALaterRequest() throws Exception {
        String token = tokenOf(anyone());

        assertThat(send("PUT", token, NOTES).statusCode()).isEqualTo(204);

        assertThat(send("GET", token, "").body()).isEqualTo(NOTES);
    }

    @Test
    void notesOfTwoUsersStayApart() throws Exception {
        String one = tokenOf(anyone());
        String other = tokenOf(anyone());

        send("PUT", one, NOTES);
        send("PUT", other, "{\"notes\":[]}");

        assertThat(send("GET", one, "").body()).isEqualTo(NOTES);
        assertThat(send("GET", other, "").body()).isEqualTo("{\"notes\":[]}");
    }

    @Test
    void notesAreThereAfterTheNextLogin() throws Exception {
        String user = anyone();

        send("PUT", tokenOf(user), NOTES);

        assertThat(send("GET", tokenOf(user), "").body()).isEqualTo(NOTES);
    }

    @Test
    void deletedNotesAreGone() throws Exception {
        String token = tokenOf(anyone());
        send("PUT", token, NOTES);

        assertThat(send("DELETE", token, "").statusCode()).isEqualTo(204);

        assertThat(send("GET", token, "").body()).isEqualTo("{}");
    }

    @Test
    void badBodiesAreRefusedWithTheirOwnStatus() throws Exception {
        String token = tokenOf(anyone());

        assertThat(send("PUT", token, "[1]").statusCode()).isEqualTo(400);
        assertThat(send("PUT", token, "{\"note\":1}").statusCode()).isEqualTo(422);
    }

    /** What curl says by itself of a body. Spring reads the form, so no field is left; but the caller is known. */
    @Test
    void contentTypeOfAFormDoesNotHideTheToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(notes()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + tokenOf(anyone()))
                .PUT(BodyPublishers.ofString("{\"notes\":\"5\"}"))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(422);
    }

    @Test
    void noAnswerSendsTheTokenBack() throws Exception {
        String token = tokenOf(anyone());

        for (HttpResponse<String> answer : List.of(
                send("PUT", token, NOTES),
                send("GET", token, ""),
                send("PUT", token, "[1]"),
                send("DELETE", token, ""))) {
            assertThat(answer.headers().map() + answer.body()).doesNotContain(token);
        }
    }

    @Test
    void componentHasItsOptionsFromTheYaml() {
        SessionManagementConfiguration options = camel.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();

        assertThat(options.getIssuer()).isEqualTo(PROVIDER.uri());
        assertThat(options.getJwkSetUri()).isEqualTo(PROVIDER.uri() + "/jwks.json");
        assertThat(options.getAudience()).isEqualTo("notes");
        assertThat(options.getKeyClaims()).isEqualTo("iss,sub");
    }

    @Test
    void printedLinesNameTheRealAddresses() {
        assertThat(App.welcome(environment, PROVIDER))
                .contains("curl -s " + PROVIDER.uri() + "/token -d user=alice", "-X PUT " + notes());
    }

    @Test
    void identityProviderGivesATokenToWhoeverAsks() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(PROVIDER.uri() + "/token"))
                .POST(BodyPublishers.ofString("user=" + anyone()))
                .build();

        String token = HTTP.send(request, BodyHandlers.ofString()).body();

        assertThat(send("GET", token, "").body()).isEqualTo("{}");
    }

    private static String anyone() {
        return "user" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String tokenOf(String user) throws Exception {
        return PROVIDER.token(user, IdentityProvider.AUDIENCE);
    }

    private String notes() {
        return environment.resolveRequiredPlaceholders("http://${server.address}:${local.server.port}/notes");
    }

    private HttpResponse<String> send(String method, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(notes()))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
