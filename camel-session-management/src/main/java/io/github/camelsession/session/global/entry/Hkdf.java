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

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys of a key: HKDF with HMAC-SHA256 (RFC 5869), which Java 17 does not have. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;
    private static final int MOST_BLOCKS = 255;

    private Hkdf() {}

    /** @param salt empty for none */
    static byte[] extract(byte[] salt, byte[] material) {
        return hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(material);
    }

    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        return expand(hmac(pseudoRandomKey), info, length);
    }

    /** @param mac of {@link #hmac}; can be used again, which saves half of the time */
    static byte[] expand(Mac mac, byte[] info, int length) {
        if (length > MOST_BLOCKS * HASH_LENGTH) {
            throw new IllegalArgumentException("HKDF makes no more than 8160 bytes");
        }
        byte[] result = new byte[length];
        byte[] block = {};
        for (int at = 0, number = 1; at < length; at += HASH_LENGTH, number++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) number);
            block = mac.doFinal();
            System.arraycopy(block, 0, result, at, Math.min(HASH_LENGTH, length - at));
        }
        return result;
    }

    static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
