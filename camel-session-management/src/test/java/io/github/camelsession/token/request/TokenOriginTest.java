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

import static io.github.camelsession.token.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.camelsession.DenialReason;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.netty.http.NettyHttpMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenOriginTest {
    private static final String HEADER = "Authorization";
    private static final String TOKEN = "Bearer abc";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final CamelContext context = new DefaultCamelContext();
    private final UnreadMessage message = new UnreadMessage(context);

    /** Of a request whose server does not show it. */
    private Message unseen(String query) {
        message.setExchange(new DefaultExchange(context));
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_RAW_QUERY, query);
        message.setHeader(HEADER, TOKEN);
        return message;
    }

    private Message seen(String... wire) {
        message.setHeader(Exchange.HTTP_SERVLET_REQUEST, requestWith(wire));
        message.setHeader(HEADER, TOKEN);
        return message;
    }

    /** Its header is all that may be asked for. */
    private static HttpServletRequest requestWith(String... wire) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TokenOriginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getHeaders");
                    assertThat(arguments).containsExactly(HEADER);
                    return Collections.enumeration(List.of(wire));
                });
    }

    private static TokenOrigin arrived(Message message) {
        return TokenOrigin.none(List.of(HEADER, "X-Token")).on(message);
    }

    private static void check(TokenOrigin arrived, Object value) {
        arrived.check(HEADER, value, BearerToken.parse(value, 100));
    }

    private static void assertPasses(Message message, Object value) {
        assertThatCode(() -> check(arrived(message), value)).doesNotThrowAnyException();
    }

    private static void assertParameter(Message message, Object value) {
        assertRefused(DenialReason.TOKEN_FROM_PARAMETER, () -> check(arrived(message), value));
    }

    @Test
    void messagesWithoutATokenHeaderShareOneConstant() {
        TokenOrigin none = TokenOrigin.none(List.of(HEADER));
        assertThat(none.on(message)).isSameAs(none);
        message.setHeader("a", "b");
        assertThat(none.on(message)).isSameAs(none);
    }

    @Test
    void onlyNamesThatWereLookedForAreKnown() {
        assertThat(arrived(message).know("x-TOKEN")).isTrue();
        assertThat(arrived(message).know("X-Other")).isFalse();
    }

    @Test
    void oneHeaderOfTheWireThatTheMessageHasPasses() {
        assertPasses(seen(TOKEN), TOKEN);
    }

    @Test
    void valueThatTheWireDidNotHaveIsAParameter() {
        assertParameter(seen(), TOKEN);
        assertParameter(seen("Basic x"), TOKEN);
    }

    @Test
    void twoHeadersOfTheWireProveNothing() {
        assertParameter(seen(TOKEN, TOKEN), TOKEN);
    }

    @Test
    void serverThatHidesItsHeadersProvesNothing() {
        message.setHeader(HEADER, TOKEN);
        message.setHeader(
                Exchange.HTTP_SERVLET_REQUEST,
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) -> null));
        assertParameter(message, TOKEN);
    }

    @Test
    void tokenThatTheRouteSetPasses() {
        assertPasses(message, TOKEN);
        assertPasses(seen(), "Bearer other");
        assertPasses(seen(TOKEN), "Bearer other");
    }

    @Test
    void parameterThatTheRouteOnlyRewroteIsStillAParameter() {
        assertParameter(seen(), "bearer   abc");
        assertParameter(seen(), List.of(TOKEN));
        message.setHeader(Exchange.HTTP_SERVLET_REQUEST, requestWith("Bearer of-the-wire"));
        message.setHeader(HEADER, List.of("Bearer of-the-wire", TOKEN));
        assertParameter(message, TOKEN);
        assertPasses(message, "Bearer of-the-wire");
    }

    @Test
    void headerUnderAnotherNameDoesNotMatter() {
        message.setHeader("X-Token", TOKEN);
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(Exchange.HTTP_QUERY, "X-Token=x");
        assertPasses(message, TOKEN);
    }

    @Test
    void headerOfATransportThatIsNotHttpPasses() {
        message.setHeader(HEADER, TOKEN);
        message.setHeader(Exchange.HTTP_QUERY, "Authorization=x");
        assertPasses(message, TOKEN);
    }

    @Test
    void nettysRequestIsAskedAndItsReleasedBodyIsNot() {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.buffer(1));
        request.headers().add(HEADER, TOKEN);
        request.release();
        Message netty = new NettyHttpMessage(context, request, null);
        netty.setHeader(HEADER, TOKEN);
        assertPasses(netty, TOKEN);
        request.headers().remove(HEADER);
        assertParameter(netty, TOKEN);
    }

    /** It keeps none of a chunked request with disableStreamCache=true. */
    @Test
    void nettysMessageWithoutARequestProvesNothing() {
        Message netty = new NettyHttpMessage(context, null, null);
        netty.setHeader(HEADER, TOKEN);
        assertParameter(netty, TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization=Bearer%20abc",
                "authorization=x",
                "a=b&AUTHORIZATION=x",
                "a=b;Authorization=x",
                "a#Authorization=x",
                "=Authorization=x",
                "a&==Authorization=x",
                "Authorization",
                "%41uthorization=x",
                "+Authorization+=x",
                "Author\u0131zation=x",
                "%C1%81uthorization=x",
                "%FF=x",
                "%4=x",
                "%zz"
            })
    void unseenQueryThatHasOrMayHaveTheNameProvesNothing(String query) {
        assertParameter(unseen(query), TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=b", "a=Authorization", "a=b&c=%zz", "XAuthorization=x", "a[Authorization]=x", "=x", "&;", ""})
    void unseenQueryWithOtherNamesDoesNotMatter(String query) {
        assertPasses(unseen(query), TOKEN);
    }

    @Test
    void decodedQueryCountsWhereCamelHasNoRawOne() {
        Message unseen = unseen("");
        unseen.removeHeader(Exchange.HTTP_RAW_QUERY);
        assertPasses(unseen, TOKEN);
        unseen.setHeader(Exchange.HTTP_QUERY, "authorization=x");
        assertParameter(unseen, TOKEN);
    }

    @Test
    void unseenFormProvesNothingUnlessItsFieldsAreTold() {
        Message told = new DefaultMessage(context);
        told.setHeader(Exchange.HTTP_METHOD, "POST");
        told.setHeader(HEADER, TOKEN);
        told.setHeader(Exchange.CONTENT_TYPE, List.of(FORM, "text/plain"));
        told.setBody("a=b");
        assertParameter(told, TOKEN);
        told.setHeader(Exchange.CONTENT_TYPE, "Multipart/Form-Data; boundary=b");
        assertParameter(told, TOKEN);
        told.setBody(Map.of("authorization", "x"));
        assertParameter(told, TOKEN);
        told.setBody(Map.of("a", "Authorization"));
        assertPasses(told, TOKEN);
        told.setHeader(Exchange.CONTENT_TYPE, "application/json");
        told.setBody("{}");
        assertPasses(told, TOKEN);
    }

    /** Fails the test that looks at its body. */
    private static final class UnreadMessage extends DefaultMessage {
        UnreadMessage(CamelContext context) {
            super(context);
        }

        @Override
        public @Nullable Object getBody() {
            throw new AssertionError("the body was looked at");
        }
    }
}
