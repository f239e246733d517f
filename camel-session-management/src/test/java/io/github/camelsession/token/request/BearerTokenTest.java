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

import io.github.camelsession.DenialReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    private static final int MAX = 20;

    private static BearerToken parse(@Nullable Object header) {
        return BearerToken.parse(header, MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc.def", "bearer abc.def", "BEARER abc.def", "bEaReR   abc.def"})
    void schemeInAnyCaseAndAnyNumberOfSpacesPass(String header) {
        assertThat(parse(header).text()).isEqualTo("abc.def");
    }

    @Test
    void allToken68CharactersPass() {
        assertThat(parse("Bearer aZ09-._~+/==").text()).isEqualTo("aZ09-._~+/==");
    }

    @Test
    void absentOrEmptyHeaderIsNoToken() {
        assertRefused(DenialReason.NO_TOKEN, () -> parse(null));
        assertRefused(DenialReason.NO_TOKEN, () -> parse(""));
        assertRefused(DenialReason.NO_TOKEN, () -> parse(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YTpi",
                "Bearer",
                "Bearer ",
                "Bearer\tabc",
                "Bearerabc",
                "Bearer a b",
                "Bearer a=b",
                "Bearer a\n",
                " Bearer a",
                "Bearer \u00e4",
                "a"
            })
    void anythingElseIsNotABearerToken(String header) {
        assertRefused(DenialReason.NOT_A_BEARER_TOKEN, () -> parse(header));
    }

    /** A route's Groovy makes a GString of {@code "Bearer ${headers.t}"}. */
    @Test
    void textOfAnotherClassIsText() {
        assertThat(parse(new StringBuilder("Bearer a.b.c")).text()).isEqualTo("a.b.c");
        assertThat(parse(List.of(new StringBuilder("Bearer a.b.c"))).text()).isEqualTo("a.b.c");
        assertRefused(DenialReason.NO_TOKEN, () -> parse(new StringBuilder()));
        assertRefused(DenialReason.NOT_A_BEARER_TOKEN, () -> parse(new StringBuilder("Basic a")));
    }

    @Test
    void valueThatIsNoTextIsNotABearerToken() {
        assertRefused(DenialReason.NOT_A_BEARER_TOKEN, () -> parse(42));
        assertRefused(DenialReason.NOT_A_BEARER_TOKEN, () -> parse(List.of(42)));
    }

    @Test
    void severalValuesAreSeveralTokens() {
        assertRefused(DenialReason.SEVERAL_TOKENS, () -> parse(List.of("Bearer a", "Bearer a")));
        assertRefused(DenialReason.SEVERAL_TOKENS, () -> parse(new String[] {"Bearer a", "Bearer b"}));
        assertRefused(DenialReason.SEVERAL_TOKENS, () -> parse("Bearer a, Bearer b"));
        assertRefused(DenialReason.SEVERAL_TOKENS, () -> parse("Bearer a,b"));
    }

    @Test
    void listOfOneIsOne() {
        assertThat(parse(List.of("Bearer a")).text()).isEqualTo("a");
        assertThat(parse(new Object[] {"Bearer a"}).text()).isEqualTo("a");
    }

    @Test
    void tokenOfMaxTokenLengthPasses() {
        assertThat(parse("Bearer " + "a".repeat(MAX)).text()).hasSize(MAX);
    }

    @Test
    void longerTokenIsRefusedWhateverItIs() {
        assertRefused(DenialReason.TOKEN_TOO_LONG, () -> parse("Bearer " + "a".repeat(MAX + 1)));
        assertRefused(DenialReason.TOKEN_TOO_LONG, () -> parse(",".repeat(20_000)));
    }

    @Test
    void digestTellsTokensApartAndIsTheSameForTheSameOne() {
        assertThat(parse("Bearer abc").digest()).isEqualTo(parse("bearer abc").digest());
        assertThat(parse("Bearer abc").digest())
                .hasSameHashCodeAs(parse("bearer abc").digest());
        assertThat(parse("Bearer abc").digest())
                .isNotEqualTo(parse("Bearer abd").digest());
        assertThat(parse("Bearer abc").digest()).isNotEqualTo("abc");
    }

    @Test
    void toStringShowsNoToken() {
        assertThat(parse("Bearer abc")).hasToString("BearerToken[3 characters]");
    }
}
