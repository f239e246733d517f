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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.DenialReason;
import io.github.camelsession.token.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTriggersTest {
    private final AllowedTriggers http = AllowedTriggers.parse("jetty, Platform-HTTP");

    @Test
    void namedSchemePassesInAnyCase() {
        assertThatCode(() -> http.check("Jetty")).doesNotThrowAnyException();
        assertThatCode(() -> http.check("platform-http")).doesNotThrowAnyException();
    }

    @Test
    void otherSchemeIsRefused() {
        assertRefused(DenialReason.WRONG_TRIGGER, () -> http.check("timer"));
    }

    @Test
    void exchangeWithoutConsumerIsRefused() {
        assertRefused(DenialReason.WRONG_TRIGGER, () -> http.check(null));
    }

    @Test
    void starAllowsAnythingEvenNoConsumer() {
        AllowedTriggers any = AllowedTriggers.parse("*");
        assertThatCode(() -> any.check("timer")).doesNotThrowAnyException();
        assertThatCode(() -> any.check(null)).doesNotThrowAnyException();
    }

    @Test
    void emptySchemeFailsAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedTriggers.parse("jetty,,rest"))
                .withMessageContaining("allowedTriggers");
    }

    @Test
    void toStringNamesTheSchemes() {
        assertThat(http).hasToString("jetty,platform-http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jetty:", "null", "NULL", "jetty,platform http", "http://localhost", "${x}", "jetty;rest", "**"})
    void whatCanBeTheNameOfNoComponentFailsAtStart(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedTriggers.parse(option))
                .withMessageContainingAll("allowedTriggers has '", "not the name of a component", "platform-http");
    }

    @Test
    void componentsMayHaveNamesOfTheirOwn() {
        assertThat(AllowedTriggers.parse("my_jetty,jetty2,my.http+x").allows("MY_Jetty"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"jetty,0", "http,1", "HTTPS,1"})
    void nameOfTheClientIsWarnedOf(String option, int lines) throws Exception {
        assertThat(Warnings.of(AllowedTriggers.class, () -> AllowedTriggers.parse(option)))
                .hasSize(lines)
                .allMatch(line -> line.contains("has no consumer") && line.contains("allowedTriggers"));
    }
}
