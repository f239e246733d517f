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
package io.github.camelsession.token.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no server of the tests shows: TLS, other hosts and ports, and requests without a method. */
class SameOriginTest {
    private final Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();

    private boolean mayUseCookie(String url, @Nullable String host, String origin) {
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_URL, url);
        message.setHeader("Host", host);
        message.setHeader("Origin", origin);
        return SameOrigin.mayUseCookie(message);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/x,   shop.example,      https://shop.example,      true",
        "https://shop.example/x,   shop.example,      http://shop.example,       false",
        "http://shop.example/x,    shop.example,      https://shop.example,      true",
        "http://shop.example/x,    shop.example,      http://shop.example,       true",
        "/x,                       shop.example:8443, https://shop.example:8443, true",
        "/x,                       shop.example:8443, https://shop.example,      false",
        "/x,                       shop.example:443,  https://shop.example,      true",
        "/x,                       shop.example:80,   https://shop.example,      false",
        "/x,                       SHOP.example,      https://shop.EXAMPLE,      true",
        "/x,                       shop.example,      https://shop.example.,     false",
        "/x,                       [::1]:8080,        http://[::1]:8080,         true",
        "/x,                       '',                https://shop.example,      false",
        "/x,                       a@shop.example,    https://shop.example,      false",
        "/x,                       shop.example/x,    https://shop.example,      false",
        "/x,                       shop.example,      https://a@shop.example,    false",
        "/x,                       shop.example,      https://shop.example?,     false"
    })
    void originIsOwnIfHostAndPortAreAndTheServersTlsIs(String url, String host, String origin, boolean own) {
        assertThat(mayUseCookie(url, host, origin)).isEqualTo(own);
    }

    @Test
    void requestWithoutAHostOrAMethodIsNotOwn() {
        assertThat(mayUseCookie("/x", null, "https://shop.example")).isFalse();
        message.removeHeader(Exchange.HTTP_METHOD);
        message.setHeader("Sec-Fetch-Site", "same-origin");
        assertThat(SameOrigin.mayUseCookie(message)).isFalse();
    }

    @Test
    void methodInOtherLettersIsNotSafe() {
        message.setHeader(Exchange.HTTP_METHOD, "get");
        assertThat(SameOrigin.mayUseCookie(message)).isFalse();
    }
}
