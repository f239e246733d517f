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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomKeyTest {
    private static final byte[] KEY =
            HexFormat.of().parseHex("fbefbed7025e94b66b1fe07729d4c35a10bb8e63f7a94d02c85671ee9a3d24ff");
    private static final String TEXT = Base64.getEncoder().encodeToString(KEY);

    private @TempDir Path directory;

    private static byte[] read(String value) {
        return RandomKey.read("encryptionKeys", value);
    }

    private static void assertRefused(String value, String reason) {
        assertThatThrownBy(() -> read(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("encryptionKeys ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining(value);
    }

    @Test
    void base64OfEitherKindIsRead() {
        assertThat(TEXT).contains("+").endsWith("=");
        assertThat(read(TEXT)).isEqualTo(KEY);
        assertThat(read("base64:" + TEXT)).isEqualTo(KEY);
        assertThat(read(Base64.getUrlEncoder().withoutPadding().encodeToString(KEY)))
                .isEqualTo(KEY);
    }

    @Test
    void fileHoldsBase64AndMaybeALineBreak() throws Exception {
        for (String content : new String[] {TEXT, TEXT + "\n", "base64:" + TEXT + "\r\n"}) {
            Path file = Files.writeString(directory.resolve("key"), content);
            assertThat(read("file:" + file)).isEqualTo(KEY);
        }
    }

    @Test
    void fileThatIsNotBase64IsRefused() throws Exception {
        Path raw = Files.write(directory.resolve("raw"), KEY);
        assertRefused("file:" + raw, "is not base64");
        assertThatThrownBy(() -> read("file:" + directory.resolve("none")))
                .hasMessageStartingWith("encryptionKeys names a file that cannot be read");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33, 48, 64})
    void keyOfAnotherLengthIsRefused(int length) {
        assertRefused(
                "base64:" + Base64.getEncoder().encodeToString(new byte[length]),
                "holds a key of " + length + " bytes, but AES-256 needs exactly 32");
    }

    @Test
    void hexadecimalDigitsAreTakenForAKeyThatIsTooLong() {
        assertRefused(HexFormat.of().formatHex(KEY), "holds a key of 48 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a password that is no base64", "RAW(x)", "%KEY%", "conf/key.txt", "hex:00ff"})
    void textThatIsNotBase64IsRefused(String text) {
        assertRefused(text, "is not base64 of one alphabet, nor file:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets/key.txt",
                "/run/secrets/session/encryption/keys/current", // 32 bytes in base64
                "/etc/session-management/keys/encryption/k01",
                "./key",
                "../keys/first",
                "C:\\keys\\first"
            })
    void pathWithoutFileIsNotTakenForAKey(String path) {
        assertRefused(path, "holds a path without file: instead of a key: write file: before it");
    }

    @Test
    void pathOfAFileThatIsThereIsNotTakenForAKeyWhateverItsName() throws Exception {
        Path file = Files.writeString(directory.resolve("KEY"), TEXT);
        assertRefused(file.toString(), "write file: before it");
    }

    @Test
    void keyThatBeginsWithASlashIsAKey() {
        byte[] key = KEY.clone();
        key[0] = (byte) 0xff;
        String text = Base64.getEncoder().encodeToString(key);
        assertThat(text).startsWith("/");
        assertThat(read(text)).isEqualTo(key);
        assertThat(read(text.replace("=", ""))).isEqualTo(key);
    }

    @Test
    void relativePathThatIsBase64IsAskedForFile() {
        assertRefused("conf/keys/first", "If this is the path of a file, write file: before it");
    }

    @Test
    void keyInBothAlphabetsAtOnceIsRefused() {
        String mixed =
                Base64.getUrlEncoder().withoutPadding().encodeToString(KEY).replaceFirst("-", "+");
        assertThat(mixed).contains("+", "-");
        assertRefused(mixed, "is not base64 of one alphabet");
        assertRefused("base64:" + mixed, "is not base64 of one alphabet");
    }

    @Test
    void patternIsRefused() {
        assertRefused(Base64.getEncoder().encodeToString(new byte[32]), "is easy to guess");
        assertRefused(Base64.getEncoder().encodeToString(new byte[32]), "openssl rand -base64 32");
    }
}
