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
package io.github.camelsession.session.global.entry;

import static io.github.camelsession.session.global.support.Fixtures.entry;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.session.global.support.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

// Null among the keys is the word plain, which NullAway does not let pass in a variable number of arguments.
@SuppressWarnings("NullAway")
class EncryptedFormTest {
    private static final String KEY = "x1Zb0p8Kq3Ew5tYh7uJm9aLs2dFg4cVnR6oIeTyPqWk";
    private static final String OTHER = "y1Zb0p8Kq3Ew5tYh7uJm9aLs2dFg4cVnR6oIeTyPqWk";
    private static final byte[] OLD =
            HexFormat.of().parseHex("8f3ac1d7025e94b66b1fe07729d4c35a10bb8e63f7a94d02c85671ee9a3d24b1");
    private static final byte[] NEW =
            HexFormat.of().parseHex("17c4e2905db3f86a7e81c90b2da65f3418d7b0ce493f62a5518e0c77fbd6a92e");
    private static final byte @Nullable [] PLAIN = null;

    private static final Entry ENTRY =
            entry(session("card", "\"4111-1111\""), ManualTime.START.plus(Duration.ofHours(1)), ManualTime.START);

    private static EncryptedForm form(byte @Nullable []... keys) {
        return EncryptedForm.of(Arrays.asList(keys));
    }

    private static void assertUnreadable(EntryForm form, String key, byte[] body, String reason) {
        assertThatThrownBy(() -> form.entryOf(key, body))
                .isInstanceOf(UnreadableEntryException.class)
                .hasMessageContaining(reason)
                .hasNoCause();
    }

    @Test
    void entryComesBackAndNothingOfItCanBeReadFromTheBytes() {
        byte[] body = form(OLD).bodyOf(KEY, ENTRY);
        assertThat(form(OLD).entryOf(KEY, body)).isEqualTo(ENTRY);
        assertThat(new String(body, StandardCharsets.ISO_8859_1)).doesNotContain("card", "4111", "data", "exp", "{\"");
        assertThat(body).hasSize(EntryCodec.encode(ENTRY).length + 49);
    }

    /** Made with another implementation of HKDF and AES-GCM (Python's cryptography 48); never to be changed. */
    @Test
    void entryOfTheFirstLayoutIsRead() throws IOException {
        byte[] body;
        try (InputStream file = getClass().getResourceAsStream("/entries/encrypted-1/values.base64")) {
            body = Base64.getMimeDecoder().decode(Objects.requireNonNull(file).readAllBytes());
        }
        Entry entry = form(OLD).entryOf(KEY, body);
        assertThat(entry.session()).isEqualTo(session("a", "1"));
        assertThat(entry.expiresAt()).isEqualTo(Instant.ofEpochSecond(1_900_000_000L));
    }

    @Test
    void noTwoWritesOfTheSameEntryHaveTheSameSaltAndNonce() {
        EncryptedForm form = form(OLD);
        Set<String> randoms = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            byte[] body = form.bodyOf(KEY, ENTRY);
            randoms.add(HexFormat.of().formatHex(body, 5, SealedBody.HEAD));
        }
        assertThat(randoms).hasSize(1000);
    }

    @Test
    void entryThatWasCopiedToAnotherSessionDoesNotOpen() {
        byte[] body = form(OLD).bodyOf(KEY, ENTRY);
        assertUnreadable(form(OLD), OTHER, body, "copied from another session");
        assertUnreadable(form(OLD), "1900000000." + KEY, body, "copied from another session");
    }

    @Test
    void entryOfWhichAnyBitIsFlippedDoesNotOpen() {
        byte[] body = form(OLD).bodyOf(KEY, ENTRY);
        for (EncryptedForm form : List.of(form(OLD), form(OLD, NEW, PLAIN))) {
            for (int bit = 0; bit < body.length * Byte.SIZE; bit++) {
                byte[] altered = body.clone();
                altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertUnreadable(form, KEY, altered, "");
            }
        }
    }

    @Test
    void entryThatIsCutOffOrLongerDoesNotOpen() {
        byte[] body = form(OLD).bodyOf(KEY, ENTRY);
        for (int length = 0; length < body.length; length++) {
            assertUnreadable(form(OLD, PLAIN), KEY, Arrays.copyOf(body, length), "");
        }
        assertUnreadable(form(OLD), KEY, Arrays.copyOf(body, 48), "it is encrypted, and cut off");
        assertUnreadable(form(OLD), KEY, Arrays.copyOf(body, body.length + 1), "altered");
    }

    @Test
    void firstKeyEncryptsAndAllDecrypt() {
        byte[] before = form(OLD).bodyOf(KEY, ENTRY);
        assertThat(form(NEW, OLD).entryOf(KEY, before)).isEqualTo(ENTRY);
        byte[] after = form(NEW, OLD).bodyOf(KEY, ENTRY);
        assertThat(form(NEW).entryOf(KEY, after)).isEqualTo(ENTRY);
        assertThat(form(OLD, NEW).entryOf(KEY, after)).isEqualTo(ENTRY);
        assertUnreadable(form(NEW), KEY, before, "it does not open with encryptionKeys");
        assertUnreadable(form(OLD), KEY, after, "it does not open with encryptionKeys");
    }

    @Test
    void entryThatIsNotEncryptedIsRefusedUnlessPlainIsInTheList() {
        byte[] json = EntryCodec.encode(ENTRY);
        assertUnreadable(form(OLD), KEY, json, "it is not encrypted, and encryptionKeys accepts nothing else");
        assertUnreadable(form(OLD), KEY, new byte[0], "it is not encrypted");
        assertThat(form(OLD, PLAIN).entryOf(KEY, json)).isEqualTo(ENTRY);
        assertThat(form(OLD, PLAIN).bodyOf(KEY, ENTRY)).startsWith(1);
    }

    @Test
    void plainInFrontWritesWhatIsNotEncryptedAndReadsBoth() {
        EncryptedForm first = form(PLAIN, OLD);
        assertThat(first.bodyOf(KEY, ENTRY)).isEqualTo(EntryCodec.encode(ENTRY));
        assertThat(first.entryOf(KEY, EntryCodec.encode(ENTRY))).isEqualTo(ENTRY);
        assertThat(first.entryOf(KEY, form(OLD).bodyOf(KEY, ENTRY))).isEqualTo(ENTRY);
    }

    @Test
    void withoutKeysAnEncryptedEntryIsUnreadableAndSaysWhatToSet() {
        assertUnreadable(
                EntryForm.PLAIN, KEY, form(OLD).bodyOf(KEY, ENTRY), "it is encrypted: set encryptionKeys to the keys");
    }

    @Test
    void listWithoutAKeyOrWithOneTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> form(PLAIN)).withMessage("there is no key in it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form(OLD, NEW, OLD.clone()))
                .withMessage("one key is in it twice");
        assertThatIllegalArgumentException().isThrownBy(() -> form(new byte[31]));
    }
}
