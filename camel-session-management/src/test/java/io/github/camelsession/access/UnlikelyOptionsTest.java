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
package io.github.camelsession.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.Warnings;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that can hardly be meant fails the start, or is said at WARN where it might be. */
class UnlikelyOptionsTest extends HttpRouteTest {
    private void startWith(Consumer<SessionManagementConfiguration> configure) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configure.accept(configuration());
        start(routes -> routes.from("direct:a").to(global("GET", "cart")));
    }

    /** Those that have a default which is not a primitive, a new one too. */
    static Stream<String> optionsWithADefault() {
        SessionManagementConfiguration defaults = new SessionManagementConfiguration();
        return Stream.of(SessionManagementConfiguration.class.getMethods())
                .filter(method -> method.getName().startsWith("set"))
                .filter(method -> !method.getParameterTypes()[0].isPrimitive())
                .filter(method -> valueOf(defaults, method) != null)
                .map(method -> method.getName().substring(3));
    }

    private static Object valueOf(SessionManagementConfiguration defaults, Method setter) {
        try {
            return SessionManagementConfiguration.class
                    .getMethod("get" + setter.getName().substring(3))
                    .invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(setter.getName(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("optionsWithADefault")
    void nullInsteadOfADefaultFailsTheStart(String option) {
        assertThatThrownBy(() -> startWith(options -> setToNull(options, option)))
                .hasStackTraceContaining("the option " + Character.toLowerCase(option.charAt(0)) + option.substring(1)
                        + " is set to null: give it a value, or leave it at its default");
    }

    private static void setToNull(SessionManagementConfiguration options, String option) {
        Stream.of(SessionManagementConfiguration.class.getMethods())
                .filter(method -> method.getName().equals("set" + option))
                .forEach(method -> {
                    try {
                        method.invoke(options, (Object) null);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(option, e);
                    }
                });
    }

    @Test
    void thereAreOptionsWithADefault() {
        assertThat(optionsWithADefault())
                .contains("ClockSkew", "TokenCacheTtl", "TokenHeader", "AllowedTriggers", "UpdateTimeout", "Lint");
    }

    @Test
    void negativeClockSkewFailsTheStart() {
        assertThatThrownBy(() -> startWith(options -> options.setClockSkew(Duration.ofSeconds(-5))))
                .hasStackTraceContaining("clockSkew is negative: set it to 0s or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my session", "session=", "a;b", "\"a\""})
    void nameThatNoCookieCanHaveFailsTheStart(String name) {
        assertThatThrownBy(() -> startWith(options -> options.setTokenCookie(name)))
                .hasStackTraceContaining("tokenCookie is '" + name + "', which no cookie can be called");
    }

    @Test
    void cookieThatIsSetToNothingFailsTheStart() {
        assertThatThrownBy(() -> startWith(options -> options.setTokenCookie(" ")))
                .hasStackTraceContaining("the option tokenCookie is blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__Host-session", "__Secure-t", "t"})
    void usualNamesOfCookiesAreFine(String name) throws Exception {
        startWith(options -> options.setTokenCookie(name));
        assertThat(context.isStarted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-5s", "abc", "30"})
    void clockSkewThatCamelMakesNextToNothingOfIsWarnedOf(String text) throws Exception {
        PropertyBindingSupport.build()
                .withConfigurer(component().getComponentPropertyConfigurer())
                .bind(context, component(), "clockSkew", text);
        assertThat(Warnings.of(LazyGlobalAccess.class, () -> startWith(options -> {})))
                .singleElement()
                .asString()
                .contains("clockSkew is PT0", "write the duration with its unit");
    }

    @Test
    void maxInactiveIntervalInServletsSecondsIsWarnedOf() throws Exception {
        assertThat(Warnings.of(
                        LazyGlobalAccess.class,
                        () -> startWith(options -> options.setMaxInactiveInterval(Duration.ofMillis(1800)))))
                .singleElement()
                .asString()
                .contains("maxInactiveInterval is PT1.8S", "milliseconds");
    }

    @Test
    void maxLifetimeWithoutItsUnitIsWarnedOf() throws Exception {
        assertThat(Warnings.of(
                        LazyGlobalAccess.class,
                        () -> startWith(options -> options.setMaxLifetime(Duration.ofMillis(720)))))
                .singleElement()
                .asString()
                .contains("maxLifetime is PT0.72S", "milliseconds");
    }

    @Test
    void usualDurationsAreNotWarnedOf() throws Exception {
        assertThat(Warnings.of(
                        LazyGlobalAccess.class,
                        () -> startWith(options -> {
                            options.setClockSkew(Duration.ofSeconds(1));
                            options.setMaxInactiveInterval(Duration.ofSeconds(10));
                            options.setMaxLifetime(Duration.ofSeconds(10));
                        })))
                .isEmpty();
    }

    @Test
    void headerThatNoRequestCanHaveFailsTheStart() {
        assertThatThrownBy(() -> startWith(options -> options.setTokenHeader("Authorization:")))
                .hasStackTraceContaining("tokenHeader is 'Authorization:'");
    }

    @Test
    void secretThatIsItsOwnPredecessorIsWarnedOfAndNotShown() throws Exception {
        List<String> said = Warnings.of(
                SignatureVerifiers.class,
                () -> startWith(options ->
                        options.setPreviousSecretKeys(TestTokens.SECRET.substring(1) + ", " + TestTokens.SECRET)));
        assertThat(said)
                .singleElement()
                .asString()
                .contains("previousSecretKeys contains the value of secretKey")
                .doesNotContain(TestTokens.SECRET);
    }

    @Test
    void anotherPredecessorIsNotWarnedOf() throws Exception {
        assertThat(Warnings.of(
                        SignatureVerifiers.class,
                        () -> startWith(options -> options.setPreviousSecretKeys(TestTokens.SECRET.substring(1)))))
                .isEmpty();
    }
}
