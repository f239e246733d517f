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
package io.github.camelsession.token.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.token.SignatureVerifiers;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the documentation can guess a pattern; nobody is to be troubled for a secret that was drawn. */
class SecretStrengthTest {
    private static void accept(String secret) {
        assertThatCode(() -> SignatureVerifiers.secret(secret, null)).as(secret).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changeitchangeitchangeitchangeit",
                "changeit000000000000000000000000",
                "change-it-change-it-change-it-!!",
                "changemechangemechangemechangeme",
                "secretsecretsecretsecretsecretsecret",
                "secret-secret-secret-secret-secret-1",
                "passwordpasswordpassword12345678",
                "Password1Password1Password1Password1",
                "supersecretpassword12345678901234567890",
                "11111111111111111111111111111111",
                "01010101010101010101010101010101",
                "01101001100101101001011001101001",
                "12345678901234567890123456789012",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyz012345",
                "zyxwvutsrqponmlkjihgfedcba987654",
                "qwertzqwertzqwertzqwertzqwertz1234",
                "qwertyuiopasdfghjklzxcvbnm123456789",
                "QWERTYUIOPasdfghjklZXCVBNM1234567890",
                "qwertzuiopasdfghjklyxcvbnm!@#$%^&*()",
                "azertyuiopqsdfghjklmwxcvbn1234567890",
                "poiuytrewqlkjhgfdsamnbvcxz0987654321",
                "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
                "zaq12wsxZAQ!@WSXcde34rfvCDE#$RFV",
                "tR5#tR5#tR5#tR5#tR5#tR5#tR5#tR5#",
                "8f3b1c9d2e7a60548f3b1c9d2e7a6054",
                "your-256-bit-secretyour-256-bit-secret",
                "a-string-secret-at-least-256-bits-long",
                "00000000-0000-0000-0000-000000000000",
                "                                ",
                "base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "base64:Y2hhbmdlaXRjaGFuZ2VpdGNoYW5nZWl0Y2hhbmdlaXQ="
            })
    void patternIsRefusedWithTheWayToMakeAGoodOneAndWithoutShowingIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(secret, null))
                .withMessageContainingAll("secretKey is easy to guess", "openssl rand -base64 48")
                .withMessageNotContaining(secret.strip().isEmpty() ? "\t" : secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple and four more",
                "My grandmother's secret is plum jam in winter!",
                "der schnelle braune Fuchs springt über den Hund",
                "Tr0ub4dor&3 was never as good as four words",
                "shop-production-2024-kX93bQ-eu-west-pA71zR",
                "correcthorsebatterystaplepurplemonkey",
                "changeit was what I had before: Lk2Jd9Hs4Gf6Pb0M",
                "ACDC-9000-velvet-umbrella-tangerine-7"
            })
    void passphraseIsLetIn(String secret) {
        accept(secret);
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Property(tries = 5000)
    void randomSecretOfAnyKindIsLetIn(@ForAll long seed) {
        byte[] bytes = random(seed, 32);
        accept(HexFormat.of().formatHex(random(seed, 16)));
        accept(HexFormat.of().formatHex(bytes));
        accept(Base64.getEncoder().encodeToString(random(seed, 24)));
        accept(Base64.getEncoder().encodeToString(random(seed, 48)));
        accept(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        accept("base64:" + Base64.getEncoder().encodeToString(bytes));
        accept(UUID.nameUUIDFromBytes(bytes).toString());
    }

    /** About one of a million such secrets is refused, since its digits repeat by chance: so the samples are fixed. */
    @Property(tries = 5000, seed = "1")
    void randomDigitsAreLetIn(@ForAll long seed) {
        accept(new Random(seed).ints(32, 0, 10).mapToObj(String::valueOf).reduce("", String::concat));
    }

    @Property(tries = 1000)
    void blockThatIsRepeatedIsRefused(@ForAll long seed) {
        String block = Base64.getUrlEncoder().encodeToString(random(seed, 12));
        assertThat(block).hasSize(16);
        assertThatIllegalArgumentException().isThrownBy(() -> SignatureVerifiers.secret(block.repeat(2), null));
        assertThatIllegalArgumentException().isThrownBy(() -> SignatureVerifiers.secret(block.repeat(4) + "x", null));
    }
}
