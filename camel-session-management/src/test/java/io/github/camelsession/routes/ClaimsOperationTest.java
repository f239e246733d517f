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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verified claims of the caller, and the gate that asks for them. */
class ClaimsOperationTest extends RouteTest {
    private static final String CLAIMS = "session-management:who?operation=CLAIMS&sessionType=GLOBAL&fields=";

    private final Instant expiry = Instant.now().plusSeconds(600);
    private final TestTokens alice = TestTokens.hs256(TestTokens.SECRET)
            .subject("alice")
            .expiresAt(expiry)
            .claim("iat", 1.5)
            .claim("roles", List.of("admin", "user"))
            .claim("realm", Map.of("a", Map.of("b", 12345678901234567L)));

    @BeforeEach
    void configure() {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAllowedTriggers("*");
    }

    private SessionManagementConfiguration configuration() {
        return context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
    }

    private Exchange run(String uri, String token, Object body, Object... headers) {
        var template = context.createFluentProducerTemplate().to(uri).withBody(body);
        template = token == null ? template : template.withHeader("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            template = template.withHeader((String) headers[i], headers[i + 1]);
        }
        return template.send();
    }

    @Test
    void namedClaimsAreAddedToTheBodyAndFoundOnes() {
        context.start();
        Exchange exchange = run(CLAIMS + "sub,roles,email", alice.sign(), "{\"cart\":1,\"sub\":\"forged\"}");
        assertThat(exchange.getMessage().getBody(String.class))
                .isEqualTo("{\"cart\":1,\"sub\":\"alice\",\"roles\":[\"admin\",\"user\"]}");
        assertThat(exchange.getMessage().getHeader(SessionManagementConstants.FOUND))
                .isEqualTo(List.of("sub", "roles"));
    }

    @Test
    void asteriskIsAllOfThemNestedOnesAsJson() {
        context.start();
        assertThat(run(CLAIMS + "*", alice.sign(), null).getMessage().getBody(String.class))
                .contains("\"sub\":\"alice\"")
                .contains("\"iat\":1.5")
                .contains("\"exp\":" + expiry.getEpochSecond())
                .contains("\"realm\":{\"a\":{\"b\":12345678901234567}}");
    }

    @Test
    void claimThatIsMissingFailsTheStepWithFailOnMissing() {
        context.start();
        assertThat(run(CLAIMS + "sub,email&failOnMissing=true", alice.sign(), "{}")
                        .getException())
                .isInstanceOf(SessionFieldMissingException.class)
                .hasMessageContaining("the token has no email");
    }

    @Test
    void emptyBodyBecomesAMapIfAskedFor() {
        context.start();
        assertThat(run(CLAIMS + "sub&emptyBody=MAP", alice.sign(), null)
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of("sub", "alice"));
    }

    @Test
    void callerWithoutAValidTokenIsDenied() {
        context.start();
        assertThat(run(CLAIMS + "sub", null, "{}").getException()).isInstanceOf(SessionAccessDeniedException.class);
        String expired = alice.expiresAt(Instant.now().minusSeconds(600)).sign();
        assertThat(run(CLAIMS + "sub", expired, "{}").getException()).isInstanceOf(SessionAccessDeniedException.class);
    }

    @Test
    void entryIsReadOnceAndNotWritten() {
        List<String> calls = new CopyOnWriteArrayList<>();
        configuration().setAggregationRepository(new MemoryAggregationRepository(true) {
            @Override
            public Exchange add(CamelContext where, String key, Exchange old, Exchange next) {
                calls.add("add");
                return super.add(where, key, old, next);
            }

            @Override
            public Exchange get(CamelContext where, String key) {
                calls.add("get");
                return super.get(where, key);
            }
        });
        context.start();
        run(CLAIMS + "*", alice.sign(), "{}");
        calls.clear();
        run(CLAIMS + "*", alice.sign(), "{}");
        assertThat(calls).containsExactly("get");
    }

    @Test
    void sessionIsUnchangedAndNotSeen() {
        context.start();
        String put = "session-management:?sessionType=GLOBAL&operation=PUT&fields=*";
        run(put, alice.sign(), "{\"cart\":1}");
        assertThat(run(CLAIMS + "cart,sub", alice.sign(), "{}").getMessage().getBody(String.class))
                .isEqualTo("{\"sub\":\"alice\"}");
        assertThat(run(put.replace("PUT", "GET"), alice.sign(), "{}")
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("{\"cart\":1}");
    }

    @Test
    void localStepIsRefusedAtTheStart() throws Exception {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:a").to("session-management:who?operation=CLAIMS")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session-management step 'who' (CLAIMS LOCAL)")
                .hasMessageContaining("add sessionType=GLOBAL");
    }

    @Test
    void headerCannotMakeALocalStepOne() {
        context.start();
        assertThat(run("session-management:x", alice.sign(), "{}", SessionManagementConstants.OPERATION, "claims")
                        .getException())
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining("add sessionType=GLOBAL");
    }

    @Test
    void headerMakesAGlobalStepOne() {
        context.start();
        String get = "session-management:?sessionType=GLOBAL&fields=sub";
        assertThat(run(get, alice.sign(), "{}", SessionManagementConstants.OPERATION, "claims")
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("{\"sub\":\"alice\"}");
    }
}
