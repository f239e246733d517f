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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.VerifiedToken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyClaimsTest extends VerifierTest {
    private final VerifiedToken ofAnIssuer =
            verify(verifier, good.claim("iss", "https://a").claim("sid", 7).sign());
    private final VerifiedToken ofNobody = verify(verifier, good.sign());

    @ParameterizedTest
    @ValueSource(strings = {"sub", "iss,sub", "sub, iss", "sub,sub"})
    void issuerIsAlwaysAmongThemAndOnlyOnce(String option) {
        for (boolean severalIssuers : new boolean[] {true, false}) {
            assertThat(KeyClaims.parse(option, severalIssuers).of(ofAnIssuer))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("iss", "text:https://a", "sub", "text:alice"));
        }
    }

    @Test
    void ownerOfASingleKeyNeedsNoIssuer() {
        assertThat(KeyClaims.parse("sub", false).of(ofNobody)).containsExactly(Map.entry("sub", "text:alice"));
    }

    @Test
    void whereSeveralMayIssueTheIssuerMustBeThere() {
        assertThatExceptionOfType(SessionAccessDeniedException.class)
                .isThrownBy(() -> KeyClaims.parse("sub", true).of(ofNobody))
                .withMessageContainingAll("has no 'iss'", "keyClaims")
                .withMessageNotContaining("alice")
                .satisfies(refusal -> assertThat(refusal.getReason()).isEqualTo(DenialReason.MISSING_CLAIM));
    }

    @Test
    void issuerThatIsNamedMustBeThere() {
        assertRefused(
                DenialReason.MISSING_CLAIM,
                () -> KeyClaims.parse("iss,sub", false).of(ofNobody));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void issuerThatTellsNobodyApartIsNotTakenForAbsent(boolean severalIssuers) {
        for (Object issuer : new Object[] {"", List.of("https://a"), Map.of("a", "b"), 1.5}) {
            VerifiedToken odd = verify(verifier, good.claim("iss", issuer).sign());
            assertRefused(
                    DenialReason.MISSING_CLAIM,
                    () -> KeyClaims.parse("sub", severalIssuers).of(odd));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss,,sub", ",sub", "sub,", " "})
    void emptyNameFailsAtStart(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyClaims.parse(option, false))
                .withMessageContaining("keyClaims has an empty entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "iss,aud", "iss, iss"})
    void claimsThatAllUsersOfAnIssuerHaveFailAtStart(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyClaims.parse(option, false))
                .withMessageContainingAll("keyClaims names only " + option.substring(0, 3), "one session", "sub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub,iat", "nbf,sub"})
    void timeThatDiffersFromTokenToTokenFailsAtStart(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyClaims.parse(option, false))
                .withMessageContainingAll("keyClaims has '", "differs from token to token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "sub,*"})
    void asteriskFailsAtStart(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyClaims.parse(option, false))
                .withMessageContaining("keyClaims has '*', which is not the name of a claim");
    }
}
