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
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredClaimsTest extends VerifierTest {
    private static TokenVerifier requiring(String claims) {
        return TokenVerifier.of(SignatureVerifiers.secret(SECRET, null), RULES.requiring(claims));
    }

    private static void assertSays(TokenVerifier verifier, TestTokens token, String words) {
        assertThatExceptionOfType(SessionAccessDeniedException.class)
                .isThrownBy(() -> verify(verifier, token.sign()))
                .withMessageContaining(words)
                .withMessageNotContaining("bank");
    }

    @Test
    void eachMustBeThereWithItsValue() {
        TokenVerifier verifier = requiring("token_use=access, client_id = shop");
        TestTokens access = good.claim("token_use", "access");
        assertThat(verify(verifier, access.claim("client_id", "shop").sign())).isNotNull();
        assertRefused(DenialReason.WRONG_CLAIM, () -> verify(verifier, access.sign()));
        assertRefused(
                DenialReason.WRONG_CLAIM,
                () -> verify(verifier, access.claim("client_id", "bank").sign()));
        assertRefused(
                DenialReason.WRONG_CLAIM,
                () -> verify(
                        verifier,
                        good.claim("token_use", "id").claim("client_id", "shop").sign()));
    }

    @Test
    void listMustHoldTheValue() {
        TokenVerifier verifier = requiring("groups=staff,groups=shop");
        assertThat(verify(
                        verifier,
                        good.claim("groups", List.of("shop", "x", "staff")).sign()))
                .isNotNull();
        assertRefused(
                DenialReason.WRONG_CLAIM,
                () -> verify(verifier, good.claim("groups", List.of("staff")).sign()));
    }

    @Test
    void nothingIsMadeATextOf() {
        TokenVerifier verifier = requiring("x=1");
        for (Object value :
                Arrays.asList(1, 1.0, true, null, Map.of("1", 1), List.of(1), List.of(List.of("1")), " 1", "1 ")) {
            assertRefused(
                    DenialReason.WRONG_CLAIM,
                    () -> verify(verifier, good.claim("x", value).sign()));
        }
        assertThat(verify(verifier, good.claim("x", "1").sign())).isNotNull();
    }

    @Test
    void messageTellsAbsentFromAnotherFromNoText() {
        TokenVerifier verifier = requiring("azp=shop");
        assertSays(verifier, good, "has no claim 'azp'");
        assertSays(verifier, good.claim("azp", "bank"), "a different 'azp'");
        assertSays(verifier, good.claim("azp", List.of("bank")), "a different 'azp'");
        assertSays(verifier, good.claim("azp", 7), "neither the text nor a list");
    }

    @Test
    void valueMayHoldWhatSeparates() {
        TokenVerifier verifier = requiring("dn=cn=a\\,dc=b,path=C:\\x");
        assertThat(verify(
                        verifier,
                        good.claim("dn", "cn=a,dc=b").claim("path", "C:\\x").sign()))
                .isNotNull();
    }

    @Test
    void nameMayBeAUri() {
        TokenVerifier verifier = requiring("https://shop.example/tenant=blue");
        assertThat(verify(
                        verifier,
                        good.claim("https://shop.example/tenant", "blue").sign()))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=", "a=b,", ",", "a=b,,c=d", "a=b,c", " = "})
    void whatIsNoPairFailsAtStart(String claims) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULES.requiring(claims))
                .withMessageContaining("requiredClaims has an");
    }

    @Test
    void issuerAndAudienceStillCount() {
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.secret(SECRET, null), new ClaimRules("me", "cart", SKEW).requiring("azp=shop"));
        TestTokens mine = good.claim("azp", "shop").claim("iss", "me");
        assertRefused(DenialReason.WRONG_AUDIENCE, () -> verify(verifier, mine.sign()));
        assertThat(verify(verifier, mine.claim("aud", "cart").sign())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp=5", "iat=1700000000", "azp=shop,nbf=0"})
    void timeThatIsNeverATextFailsAtStart(String claims) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULES.requiring(claims))
                .withMessageContainingAll("requiredClaims has '", "never text", "remove it");
    }
}
