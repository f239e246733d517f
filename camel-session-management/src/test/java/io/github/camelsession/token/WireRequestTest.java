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
package io.github.camelsession.token;

import static io.github.camelsession.token.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireRequestTest {
    private static final String HEADER = "Authorization";
    private static final String TOKEN = "Bearer abc";

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Message message = exchange.getMessage();

    private boolean tookFromQuery(String query) {
        message.setHeader(Exchange.HTTP_RAW_QUERY, query);
        return took();
    }

    private boolean took() {
        message.setHeader(HEADER, TOKEN);
        return request().tookFromParameter(HEADER, TOKEN, exchange);
    }

    private WireRequest request() {
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        return Objects.requireNonNull(WireRequest.capture(message));
    }

    @Test
    void messageOfAnotherConsumerIsNoRequest() {
        assertThat(WireRequest.capture(message)).isNull();
        message.setHeader("a", "b");
        assertThat(WireRequest.capture(message)).isNull();
    }

    @Test
    void requestsWithoutParametersShareOneConstant() {
        message.setHeader(Exchange.HTTP_QUERY, "");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        assertThat(request()).isSameAs(request());
        assertThat(took()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization=Bearer%20abc",
                "authorization=x",
                "a=b&AUTHORIZATION=x",
                "a=b;Authorization=x",
                "Authorization",
                "%41uthorization=x",
                "+Authorization+=x",
                "Author\u0131zation=x",
                "Author%C4%B1zation=x",
                "%C1%81uthorization=x",
                "%FF=x",
                "%4=x",
                "%zz"
            })
    void queryThatHasOrMayHaveTheNameTookIt(String query) {
        assertThat(tookFromQuery(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=b", "a=Authorization", "a=b&c=%zz", "XAuthorization=x", "a[Authorization]=x", "=x", "&;"})
    void queryWithOtherNamesDidNot(String query) {
        assertThat(tookFromQuery(query)).isFalse();
    }

    @Test
    void decodedQueryCountsWhereCamelHasNoRawOne() {
        message.setHeader(Exchange.HTTP_QUERY, "authorization=x");
        assertThat(took()).isTrue();
    }

    @Test
    void headerThatTheRouteSetIsAllowed() {
        message.setHeader(Exchange.HTTP_RAW_QUERY, "Authorization=x");
        message.setHeader("authorization", "x");
        WireRequest request = request();
        assertThat(request.tookFromParameter(HEADER, TOKEN, exchange)).isFalse();
        assertThat(request.tookFromParameter(HEADER, "x", exchange)).isTrue();
        assertThat(request.tookFromParameter("X-Token", TOKEN, exchange)).isFalse();
    }

    @Test
    void checkRefusesWithTheReason() {
        message.setHeader(Exchange.HTTP_RAW_QUERY, "Authorization=x");
        message.setHeader(HEADER, TOKEN);
        WireRequest request = request();
        assertRefused(Reason.TOKEN_FROM_PARAMETER, () -> request.check(HEADER, TOKEN, exchange));
        request.check(HEADER, "Bearer other", exchange);
    }
}
