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
package io.github.camelsession.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a step that cannot be meant together fail the start, in words that say what to set. */
class StepChecksTest extends HttpRouteTest {
    @BeforeEach
    void configureAKey() {
        configuration().setSecretKey(TestTokens.SECRET);
    }

    private void assertStartFails(String options, String... words) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:a").to("session-management:step?" + options)))
                .satisfies(failure -> {
                    for (String word : words) {
                        assertThat(failure).hasStackTraceContaining(word);
                    }
                });
        assertThat(context.isStarted()).isFalse();
    }

    private void share() {
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"END", "END_ALL", "BACKCHANNEL_LOGOUT"})
    void endIsForGlobalSessions(String operation) {
        share();
        assertStartFails("operation=" + operation, "session-management step 'step'", "set sessionType=GLOBAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"END", "END_ALL", "BACKCHANNEL_LOGOUT"})
    void endIsForAllWhoUseTheSession(String operation) {
        share();
        assertStartFails("sessionType=GLOBAL&scoped=true&operation=" + operation, "remove scoped");
    }

    @Test
    void endAllNeedsKeyClaims() {
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        assertStartFails("sessionType=GLOBAL&operation=END_ALL", "END_ALL needs keyClaims", "or use END");
    }

    @Test
    void endAllNeedsMaxTokenLifetime() {
        configuration().setKeyClaims("sub");
        assertStartFails("sessionType=GLOBAL&operation=END_ALL", "END_ALL needs maxTokenLifetime");
    }

    @Test
    void backchannelLogoutNeedsKeyClaimsAndMaxTokenLifetime() {
        assertStartFails(
                "sessionType=GLOBAL&operation=BACKCHANNEL_LOGOUT", "BACKCHANNEL_LOGOUT needs keyClaims", "sub or sid");
        configuration().setKeyClaims("sid");
        assertStartFails(
                "sessionType=GLOBAL&operation=BACKCHANNEL_LOGOUT", "BACKCHANNEL_LOGOUT needs maxTokenLifetime");
    }

    @Test
    void backchannelLogoutNeedsAKeyThatOauthProfileDoesNotHave() {
        share();
        configuration().setSecretKey(null);
        configuration().setOauthProfile(true);
        assertStartFails(
                "sessionType=GLOBAL&operation=BACKCHANNEL_LOGOUT",
                "with oauthProfile=true the component has no key",
                "a second component of another name, with jwkSetUri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void backchannelLogoutWithoutAudienceIsWarnedOf(boolean withAudience) throws Exception {
        share();
        configuration().setAudience(withAudience ? "shop" : null);
        try (CapturedLog log = new CapturedLog(SessionManagementEndpoint.class)) {
            start(routes -> routes.from("direct:a")
                    .to("session-management:out?sessionType=GLOBAL&operation=BACKCHANNEL_LOGOUT"));
            assertThat(log.warnings().stream().anyMatch(line -> line.contains("Set the option audience")))
                    .isNotEqualTo(withAudience);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999", "-1h", "3651d"})
    void maxTokenLifetimeIsATimeThatTokensLive(String value) {
        configuration()
                .setMaxTokenLifetime(Duration.ofMillis(
                        org.apache.camel.util.TimeUtils.toMilliSeconds(value.replace("-1h", "-3600000"))));
        assertStartFails("sessionType=GLOBAL&operation=GET", "maxTokenLifetime is", "set it to 1 s or more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation=GET|set sessionType=GLOBAL",
                "sessionType=GLOBAL&scoped=true|remove one of them",
                "sessionType=GLOBAL&operation=END|use END_ALL",
                "sessionType=GLOBAL&operation=BACKCHANNEL_LOGOUT|remove onBehalf"
            })
    void onBehalfIsForAGlobalSessionItself(String options, String word) {
        share();
        assertStartFails("onBehalf=true&" + options, word);
    }

    @Test
    void onBehalfNeedsKeyClaims() {
        assertStartFails("sessionType=GLOBAL&onBehalf=true", "onBehalf=true needs keyClaims");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_IF_ABSENT"})
    void whatIsStoredOnBehalfNeedsAnEnd(String operation) {
        configuration().setKeyClaims("sub");
        assertStartFails(
                "sessionType=GLOBAL&onBehalf=true&fields=a&operation=" + operation, "is kept for maxTokenLifetime");
    }

    @Test
    void readingOnBehalfNeedsNoMaxTokenLifetime() {
        configuration().setKeyClaims("sub");
        assertThatCode(() -> start(routes -> routes.from("direct:a")
                        .to("session-management:a?sessionType=GLOBAL&onBehalf=true")
                        .to("session-management:a?sessionType=GLOBAL&onBehalf=true&operation=DELETE")))
                .doesNotThrowAnyException();
    }
}
