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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCookieTest {
    private final Message message = new DefaultMessage(new DefaultCamelContext());

    private Object setCookie() {
        return message.getHeader("Set-Cookie");
    }

    @Test
    void setCookieIsForThisHostOverTlsAndNotForScripts() {
        TokenCookie.set(message, "__Host-session", "a.b-c.d_e", Duration.ofMinutes(5));
        assertThat(setCookie())
                .isEqualTo("__Host-session=a.b-c.d_e; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Lax");
    }

    @Test
    void takenBackCookieIsEmptyAndOver() {
        TokenCookie.takeBack(message, "__Host-session");
        assertThat(setCookie()).isEqualTo("__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
    }

    @Test
    void othersOfTheMessageStayAndItsOwnGivesWay() {
        message.setHeader("Set-Cookie", List.of("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "t=old", "tt=c"));
        TokenCookie.set(message, "t", "new", Duration.ofSeconds(1));
        TokenCookie.takeBack(message, "t");
        assertThat(setCookie())
                .isEqualTo(List.of(
                        "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                        "tt=c",
                        "t=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"));
    }

    @Test
    void oneOtherThatIsTextStays() {
        message.setHeader("Set-Cookie", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        TokenCookie.takeBack(message, "t");
        assertThat((List<?>) setCookie()).hasSize(2);
    }

    @Test
    void ageBelowZeroIsOver() {
        TokenCookie.set(message, "t", "x", Duration.ofSeconds(-5));
        assertThat(setCookie()).asString().contains("Max-Age=0;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a,b", "a\"", "a\r\nSet-Cookie: b=c", "a\\", "ä"})
    void valueThatIsNoCookieValueIsRefusedAndNotShown(String value) {
        assertThatThrownBy(() -> TokenCookie.set(message, "t", value, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cookie 't' cannot hold this value");
        assertThat(setCookie()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;", "a,b", "\"a\"", "ä", "a\n", "[a]", "__Host-session "})
    void nameThatNoCookieCanHaveIsRefused(String name) {
        assertThatThrownBy(() -> TokenCookie.checkedName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tokenCookie is '" + name + "'");
    }

    @Test
    void hiddenCookieLeavesTheOthers() {
        message.setHeader("Cookie", "a=b; t=secret; tt=c;T=d");
        TokenCookie.hide(message, "t");
        assertThat(message.getHeader("Cookie")).isEqualTo("a=b; tt=c; T=d");
        message.setHeader("Cookie", List.of("t=secret", "a=b", "t=x; c=d"));
        TokenCookie.hide(message, "t");
        assertThat(message.getHeader("Cookie")).isEqualTo(List.of("a=b", "c=d"));
    }

    @Test
    void headerThatHeldNothingElseIsGone() {
        message.setHeader("Cookie", " t=secret ;");
        TokenCookie.hide(message, "t");
        assertThat(message.getHeaders()).isEmpty();
    }
}
