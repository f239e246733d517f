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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.token.TestTokens;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The block for onException gives the answers that the table of errors has. */
class DocumentedErrorsTest {
    static Stream<Arguments> answers() {
        return DocumentedTablesTest.errors().stream().flatMap(row -> switch (row.get(2)) {
            case "413, 503" ->
                Stream.of(
                        Arguments.of(row.get(0), "maxSessionSize", "413"),
                        Arguments.of(row.get(0), "maxSessions", "503"));
            case "409, 412" ->
                Stream.of(Arguments.of(row.get(0), "", "409"), Arguments.of(row.get(0), "outdated", "412"));
            default -> Stream.of(Arguments.of(row.get(0), "", row.get(2)));
        });
    }

    @ParameterizedTest
    @MethodSource("answers")
    void errorIsAnsweredAsTheTableSays(String exception, String option, String answer) throws Exception {
        RouteBuilder failing = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:failing").throwException(thrown(exception, option));
            }
        };
        try (DocumentedApp app = new DocumentedApp()
                .routes(failing)
                .start(Document.RECIPES.block("yaml", "SessionAccessDeniedException"))) {
            assertThat(status(app.send("direct:failing", "{}"))).isEqualTo(answer);
        }
    }

    @Test
    void refusalIsAnsweredAndNotLoggedWithTheDocumentedPolicy() throws Exception {
        try (CapturedLog log = new CapturedLog(DefaultErrorHandler.class);
                DocumentedApp app = new DocumentedApp()) {
            app.properties(DocumentedConfigurationTest.SECRET)
                    .properties(Document.PAGE.block("properties", "httpErrors"))
                    .start(
                            Document.PAGE.block("yaml", "logExhausted"),
                            Document.README.blocks().get(0));
            assertThat(app.http("GET", "/cart", null, "").statusCode()).isEqualTo(401);
            assertThat(log.warnings()).isEmpty();
            String token = TestTokens.hs256(TestTokens.SECRET)
                    .expiresAt(Instant.now().plusSeconds(60))
                    .sign();
            assertThat(app.http("PUT", "/cart", token, "[]").statusCode()).isEqualTo(400);
            assertThat(log.warnings()).isNotEmpty();
        }
    }

    /** As an HTTP consumer answers. */
    private static String status(Exchange exchange) {
        return exchange.getException() != null
                ? "500"
                : exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, String.class);
    }

    private static SessionManagementException thrown(String name, String option) {
        try {
            Constructor<?> constructor = Stream.of(
                            Class.forName("io.github.camelsession." + name).getDeclaredConstructors())
                    .max(Comparator.comparingInt(Constructor::getParameterCount))
                    .orElseThrow();
            constructor.setAccessible(true);
            return (SessionManagementException) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(type -> argument(type, option))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name + " can not be made", e);
        }
    }

    private static @Nullable Object argument(Class<?> type, String option) {
        if (type == String.class) {
            return option;
        }
        if (type == boolean.class) {
            return option.equals("outdated");
        }
        if (type == DenialReason.class) {
            return DenialReason.EXPIRED;
        }
        return type == List.class ? List.of("cart") : null;
    }
}
