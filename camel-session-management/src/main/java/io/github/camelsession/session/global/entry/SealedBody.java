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

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The layout of an encrypted entry:
 *
 * <pre>
 * 1 byte    the version of this layout, which no JSON begins with
 * 4 bytes   which key encrypts it
 * 16 bytes  random: its own key is derived with these
 * 12 bytes  random: the nonce of AES-GCM
 * n bytes   the encrypted JSON, as long as the JSON
 * 16 bytes  the tag of AES-GCM
 * </pre>
 */
final class SealedBody {
    static final byte VERSION = 1;
    static final int KEY_ID = 4;
    static final int NONCE = 12;
    static final int TAG = 16;

    private static final int SALT = 16;
    private static final int SALT_AT = 1 + KEY_ID;
    static final int NONCE_AT = SALT_AT + SALT;

    /** All that comes before the encrypted JSON. It is authenticated. */
    static final int HEAD = NONCE_AT + NONCE;

    private SealedBody() {}

    /** Whether it begins as one. */
    static boolean isOne(byte[] body) {
        return body.length > 0 && body[0] == VERSION;
    }

    static boolean isLongEnough(byte[] body) {
        return body.length >= HEAD + TAG;
    }

    static boolean isOf(byte[] keyId, byte[] body) {
        return Arrays.equals(body, 1, SALT_AT, keyId, 0, KEY_ID);
    }

    /** All but the encrypted JSON and its tag, for which there is room. */
    static byte[] begun(byte[] keyId, SecureRandom random, int jsonLength) {
        byte[] randoms = new byte[SALT + NONCE];
        random.nextBytes(randoms);
        byte[] body = new byte[Math.addExact(HEAD + TAG, jsonLength)];
        body[0] = VERSION;
        System.arraycopy(keyId, 0, body, 1, KEY_ID);
        System.arraycopy(randoms, 0, body, SALT_AT, randoms.length);
        return body;
    }

    static byte[] saltOf(byte[] body) {
        return Arrays.copyOfRange(body, SALT_AT, NONCE_AT);
    }
}
