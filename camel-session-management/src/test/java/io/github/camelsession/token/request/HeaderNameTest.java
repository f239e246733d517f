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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.token.Warnings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Token", "x_token", "token.1"})
    void nameOfAHeaderIsTaken(String name) throws Exception {
        assertThat(Warnings.of(
                        HeaderName.class,
                        () -> assertThat(HeaderName.checked(name)).isEqualTo(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization:", "X Token", "Authorization,X", "*", "--", "X-Tok\u00e9n", " X", "X\n", "\"X\""})
    void whatNoHeaderCanBeCalledFailsAtStart(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderName.checked(name))
                .withMessageContainingAll("tokenHeader is '" + name, "without colon, comma or blanks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelToken", "camelHttpPath", "CAMEL-X"})
    void nameThatTheNetworkCannotSendIsWarnedOf(String name) throws Exception {
        assertThat(Warnings.of(HeaderName.class, () -> HeaderName.checked(name)))
                .singleElement()
                .asString()
                .contains("tokenHeader is '" + name, "unless the route sets the header", "X-Token");
    }
}
