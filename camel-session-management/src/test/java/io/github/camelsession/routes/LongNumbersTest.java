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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionType;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A number may have as many digits as Jackson reads, a thousand. One more is an error that says so, before anything is
 * stored: converting them takes time that grows with the square of their number.
 */
class LongNumbersTest extends RouteTest {
    private static final String LONGEST = "7".repeat(1_000);
    private static final String TOO_LONG = "7".repeat(1_001);

    static List<Object> bodiesWithATooLongNumber() {
        return List.of(
                "{\"a\":1,\"n\":" + TOO_LONG + "}",
                "{\"a\":1,\"n\":[{\"deep\":-" + TOO_LONG + "}]}",
                "{\"a\":1,\"n\":0." + TOO_LONG + "}",
                ("{\"a\":1,\"n\":" + TOO_LONG + "}").getBytes(StandardCharsets.UTF_8),
                Map.of("a", 1, "n", new BigInteger(TOO_LONG)),
                Map.of("a", 1, "n", List.of(new BigDecimal("0." + TOO_LONG))),
                JsonNodeFactory.instance.objectNode().put("a", 1).put("n", new BigInteger(TOO_LONG)));
    }

    private void startSteps() throws Exception {
        SessionManagementConfiguration configuration = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setAllowedTriggers("*");
        start(routes -> {
            for (SessionType type : SessionType.values()) {
                String step = "session-management:?fields=*&sessionType=" + type + "&operation=";
                routes.from("direct:" + type)
                        .setHeader("Authorization", routes.constant("Bearer " + HttpRouteTest.tokenOf("alice")))
                        .setProperty("given", routes.body())
                        .setBody(routes.constant("{\"a\":0}"))
                        .to(step + "PUT")
                        .setBody(routes.exchangeProperty("given"))
                        .doTry()
                        .to(step + "PUT")
                        .doCatch(InvalidMessageBodyException.class)
                        .setProperty("message", routes.simple("${exception.message}"))
                        .end()
                        .setBody(routes.constant("{}"))
                        .to(step + "GET");
            }
        });
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("bodiesWithATooLongNumber")
    void numberBeyondAThousandDigitsIsRefusedAndNothingIsStored(Object body) throws Exception {
        startSteps();
        for (SessionType type : SessionType.values()) {
            Exchange exchange = send("direct:" + type, body);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getProperty("message", String.class))
                    .containsPattern("JSON that exceeds a limit: Number value length \\(100[12]\\)")
                    .doesNotContain("7777");
            assertThat(exchange.getMessage().getBody()).isEqualTo("{\"a\":0}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void numberOfAThousandDigitsComesBackDigitForDigit(SessionType type) throws Exception {
        startSteps();
        String body = "{\"n\":" + LONGEST + ",\"d\":[-0." + LONGEST.substring(1) + "]}";
        assertThat(request("direct:" + type, body)).isEqualTo("{\"a\":0," + body.substring(1));
        assertThat(request("direct:" + type, Map.of("n", new BigInteger(LONGEST))))
                .contains("\"n\":" + LONGEST);
    }

    @Test
    void getIntoATextWithATooLongNumberIsRefused() throws Exception {
        start(routes -> routes.from("direct:get").to(get("x")));
        assertThat(send("direct:get", "{\"n\":" + TOO_LONG + "}").getException())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("Number value length (1001)");
    }
}
