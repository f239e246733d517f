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
package io.github.camelsession.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a request comes from must be known for sure: what the component did not see, or can not tell, is refused. */
class UnseenRequestTest {
    private static final String TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();
    private static final String GET = "session-management:?sessionType=GLOBAL&fields=*";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    @BeforeEach
    void configure() {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String jetty(String path) {
        return "jetty:http://127.0.0.1:" + port + path;
    }

    private abstract static class Routes extends RouteBuilder {
        void answerDenials() {
            onException(SessionAccessDeniedException.class)
                    .handled(true)
                    .removeHeaders("*")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401))
                    .setBody(simple("${exception.reason.name}"));
        }
    }

    @Test
    void requestThatCameInWhileEventsWereOffIsRefused() throws Exception {
        context.addRoutes(new Routes() {
            @Override
            public void configure() {
                answerDenials();
                from(jetty("/get")).setBody(constant("{}")).to(GET);
            }
        });
        context.start();
        context.getCamelContextExtension().setEventNotificationApplicable(false);
        assertThat(RawHttp.get("/get").bearer(TOKEN).send(port))
                .isEqualTo(new RawHttp.Answer(401, "TOKEN_FROM_PARAMETER"));
        assertThat(RawHttp.get("/get?Authorization=Bearer+" + TOKEN).send(port).status())
                .isEqualTo(401);
        context.getCamelContextExtension().setEventNotificationApplicable(true);
        assertThat(RawHttp.get("/get").bearer(TOKEN).send(port)).isEqualTo(new RawHttp.Answer(200, "{}"));
    }

    /** What pollEnrich brings along is another request's, which had no token in its query. */
    @Test
    void tokenFromAParameterIsRefusedAlsoAfterAForeignRequestWasPolledIn() throws Exception {
        context.addRoutes(new Routes() {
            @Override
            public void configure() {
                answerDenials();
                from(jetty("/queue"))
                        .to("seda:queue?waitForTaskToComplete=Never")
                        .setBody(constant("ok"));
                from(jetty("/get"))
                        .pollEnrich("seda:queue", 5000)
                        .setBody(constant("{}"))
                        .to(GET);
            }
        });
        context.start();
        assertThat(RawHttp.get("/queue").send(port).status()).isEqualTo(200);
        assertThat(RawHttp.get("/get?Authorization=Bearer+" + TOKEN).send(port))
                .isEqualTo(new RawHttp.Answer(401, "TOKEN_FROM_PARAMETER"));
    }

    /** Event notification is on, so it is not what the message should be about. */
    @Test
    void messageAboutAPolledExchangeNamesTheAggregationStrategy() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(SessionAccessDeniedException.class)
                        .handled(true)
                        .removeHeaders("*")
                        .setBody(simple("${exception.message}"));
                from(jetty("/queue"))
                        .to("seda:queue?waitForTaskToComplete=Never")
                        .setBody(constant("ok"))
                        .removeHeaders("*");
                from(jetty("/get"))
                        .pollEnrich("seda:queue", 5000)
                        .setBody(constant("{}"))
                        .to(GET);
                from(jetty("/kept"))
                        .pollEnrich("seda:queue", 5000, (kept, polled) -> kept)
                        .setBody(constant("{}"))
                        .to(GET)
                        .removeHeaders("*");
            }
        });
        context.start();
        RawHttp.get("/queue").bearer(TOKEN).send(port);
        assertThat(RawHttp.get("/get").bearer(TOKEN).send(port).body())
                .contains("aggregation strategy")
                .doesNotContain("setEventNotificationApplicable");
        RawHttp.get("/queue").bearer(TOKEN).send(port);
        assertThat(RawHttp.get("/kept").bearer(TOKEN).send(port).body()).isEqualTo("{}");
    }

    /** A component that comes to the context with the first message did not say before what its header is. */
    @Test
    void headerThatNobodyHadNamedWhenTheRequestCameInIsRefusedOnce() throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setAllowedTriggers("jetty");
        SessionManagementComponent late = new SessionManagementComponent();
        late.getConfiguration().setSecretKey(TestTokens.SECRET);
        late.getConfiguration().setTokenHeader("X-Token");
        context.addRoutes(new Routes() {
            @Override
            public void configure() {
                answerDenials();
                from(jetty("/get"))
                        .setBody(constant("{}"))
                        .process(e -> {
                            if (e.getContext().hasComponent("late") == null) {
                                e.getContext().addComponent("late", late);
                            }
                        })
                        .recipientList(constant("late:?sessionType=GLOBAL"))
                        .end()
                        .removeHeaders("*");
            }
        });
        context.start();
        RawHttp request = RawHttp.get("/get").line("X-Token: Bearer " + TOKEN);
        assertThat(request.send(port)).isEqualTo(new RawHttp.Answer(401, "TOKEN_FROM_PARAMETER"));
        assertThat(request.send(port)).isEqualTo(new RawHttp.Answer(200, "{}"));
    }

    @Test
    void componentUnderAnotherNameIsNoAllowedTrigger() throws Exception {
        context.addComponent("mine", new org.apache.camel.component.undertow.UndertowComponent());
        context.addRoutes(new Routes() {
            @Override
            public void configure() {
                answerDenials();
                from("mine:http://127.0.0.1:" + port + "/get").to(GET);
            }
        });
        context.start();
        assertThat(RawHttp.get("/get").bearer(TOKEN).send(port)).isEqualTo(new RawHttp.Answer(401, "WRONG_TRIGGER"));
    }
}
