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
package io.github.camelsession.benchmark;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What nobody who encrypts entries with the JDK, each with a key of its own, can be faster than: one HMAC-SHA256, which
 * derives the key, and one AES-256-GCM, and for a new entry 28 random bytes. On objects that are there already.
 */
final class BareCipher {
    /** A few more than a step's, so that no key is the last one of its cipher. */
    private static final int ENTRIES = 64;

    /** The length of what HKDF derives a key from in an entry of the benchmark, and of what is authenticated with it. */
    private static final int CONTEXT = 100;

    private final Mac mac = Mac.getInstance("HmacSHA256");
    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    private final SecureRandom random = new SecureRandom();
    private final byte[] saltAndNonce = new byte[28];
    private final byte[] context = new byte[CONTEXT];
    private final byte[] nonce = new byte[12];
    private final byte[] json;
    private final byte[][] sealed = new byte[ENTRIES][];
    private int next;
    private long seals;

    /** @param length of the JSON of an entry, in bytes */
    BareCipher(int length) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        json = new byte[length];
        Arrays.fill(json, (byte) 'x');
        for (int i = 0; i < ENTRIES; i++) {
            sealed[i] = run(Cipher.ENCRYPT_MODE, i, json);
        }
    }

    byte[] open() throws GeneralSecurityException {
        next = (next + 1) % ENTRIES;
        return run(Cipher.DECRYPT_MODE, next, sealed[next]);
    }

    byte[] seal() throws GeneralSecurityException {
        random.nextBytes(saltAndNonce);
        return run(Cipher.ENCRYPT_MODE, ENTRIES + seals++, json);
    }

    private byte[] run(int mode, long number, byte[] input) throws GeneralSecurityException {
        for (int i = 0; i < Long.BYTES; i++) {
            context[i] = (byte) (number >>> (i * Byte.SIZE));
        }
        SecretKeySpec key = new SecretKeySpec(mac.doFinal(context), "AES");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(input);
    }
}
