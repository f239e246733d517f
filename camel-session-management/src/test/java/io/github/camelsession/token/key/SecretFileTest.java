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

import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.VerifierTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what the issuer signs with fails the start; otherwise every token would be refused. */
class SecretFileTest extends VerifierTest {
    private @TempDir Path directory;

    private void assertRefused(byte[] content, String... words) throws Exception {
        String file = "file:" + Files.write(directory.resolve("secret"), content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(file, null))
                .withMessageStartingWith("secretKey ")
                .withMessageContainingAll(words)
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secrets(SECRET, file, null))
                .withMessageStartingWith("previousSecretKeys ");
    }

    private void assertRefused(String content, String... words) throws Exception {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), words);
    }

    private static void assertKey(String secretKey, byte[] secret) throws Exception {
        TokenVerifier verifier = TokenVerifier.of(SignatureVerifiers.secret(secretKey, null), RULES);
        JWSObject token = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256), new Payload("{\"exp\":" + LATER.getEpochSecond() + "}"));
        token.sign(new MACSigner(secret));
        assertThat(verify(verifier, token.serialize())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void severalLinesAreRefused(String end) throws Exception {
        assertRefused(SECRET + end + end, "line break");
        assertRefused(SECRET + end + SECRET + end, "line break");
        assertRefused(SECRET.substring(0, 40) + end + SECRET.substring(40), "line break");
        assertRefused(end + SECRET, "line break");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t"})
    void blankAtAnEndIsRefused(String blank) throws Exception {
        assertRefused(blank + SECRET, "blank");
        assertRefused(SECRET + blank + "\n", "blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\u200B", "\u00A0", "\u00AD", "\u2028"})
    void characterThatNobodySeesIsRefused(String hidden) throws Exception {
        assertRefused(hidden + SECRET, "invisible character");
        assertRefused(SECRET + hidden + "\n", "invisible character");
        assertRefused(hidden + "base64:" + SECRET, "invisible character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void textInAnotherEncodingIsRefused(String encoding) throws Exception {
        Charset charset = Charset.forName(encoding);
        assertRefused((SECRET + "\r\n").getBytes(charset), "UTF-8");
        assertRefused(("\uFEFF" + SECRET).getBytes(charset), "UTF-8");
        assertRefused(("base64:" + SECRET).getBytes(charset), "UTF-8");
    }

    @Test
    void literalIsCheckedAsAFileIs() {
        for (String bad : new String[] {" " + SECRET, SECRET + "\n", SECRET + "\n" + SECRET, "\u200B" + SECRET}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SignatureVerifiers.secret(bad, null))
                    .withMessageStartingWith("secretKey ");
        }
    }

    @Test
    void largeFileIsNotReadToItsEnd() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];
        new Random(5).nextBytes(large);
        assertRefused(large, "more than");
        byte[] largest = java.util.Arrays.copyOf(large, 64 * 1024);
        largest[largest.length - 1] = 1;
        assertKey("file:" + Files.write(directory.resolve("largest"), largest), largest);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void fileWithoutAnEndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret("file:/dev/zero", null))
                .withMessageContaining("more than");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.publicKey("file:/dev/zero", null, new DefaultCamelContext()))
                .withMessageContaining("publicKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret("file:/dev/null", null))
                .withMessageContaining("has 0 bytes");
    }

    @Property(tries = 3000)
    void binaryFileIsTakenAsItIsWhateverIsInIt(@ForAll long seed) throws Exception {
        byte[] secret = new byte[48];
        Random random = new Random(seed);
        random.nextBytes(secret);
        // Each of them means something in a text.
        byte[] odd = "\n\r \0${{\t".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            secret[random.nextInt(47)] = odd[random.nextInt(odd.length)];
        }
        secret[0] = (byte) 0xff;
        secret[47] = 1;
        Path file = Files.write(Files.createTempFile("secret", null), secret);
        try {
            assertKey("file:" + file, secret);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void binaryFileThatEndsWithALineBreakIsRefusedForNobodyKnowsWhetherItCounts() throws Exception {
        byte[] secret = new byte[48];
        new Random(8).nextBytes(secret);
        secret[0] = (byte) 0xff;
        secret[47] = '\n';
        assertRefused(secret, "base64:");
        assertRefused(
                ("Müller, Grüße und schöne Stücke Käse").concat("\n").getBytes(StandardCharsets.ISO_8859_1), "base64:");
    }

    @Test
    void textInOtherScriptsIsTaken() throws Exception {
        String secret = "Пусть всегда будет солнце, пусть 永遠の春 🌻";
        assertKey(
                "file:" + Files.writeString(directory.resolve("secret"), secret + "\n"),
                secret.getBytes(StandardCharsets.UTF_8));
    }
}
