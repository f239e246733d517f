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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One of the keys that entries are encrypted with, by AES-256-GCM.
 *
 * <p>Why no nonce is ever used twice with the same key: each write has an AES key of its own, derived by HKDF from this
 * key, the session's key in the repository, and 16 random bytes. Two writes share key and nonce only if these and the
 * 12 bytes of the nonce, 28 random bytes, are the same for two writes of one session. After 2<sup>64</sup> writes of
 * one session, which is more than there will be, the probability of that is less than 2<sup>-96</sup>. So there is
 * nothing to count, on however many nodes.
 */
final class EntryKey {
    static final int LENGTH = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte[] PURPOSE = ascii("camel-session-management");
    private static final byte[] ID = ascii("id");
    private static final byte[] ENTRY = ascii("entry");

    private final byte[] derivation;
    private final byte[] id;

    /** Not in use now: making one takes a third of the time that it encrypts 1 KB. */
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /** @param key 32 random bytes */
    EntryKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("AES-256 needs a key of " + LENGTH + " bytes");
        }
        this.derivation = Hkdf.extract(PURPOSE, key);
        this.id = Hkdf.expand(derivation, ID, SealedBody.KEY_ID);
    }

    /** Whether they are the same key. */
    boolean isSameAs(EntryKey other) {
        return MessageDigest.isEqual(derivation, other.derivation);
    }

    byte[] seal(String repositoryKey, byte[] json, SecureRandom random) {
        byte[] head = SealedBody.newHead(id, random);
        byte[] body = Arrays.copyOf(head, Math.addExact(SealedBody.HEAD + SealedBody.TAG, json.length));
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, head, repositoryKey);
            cipher.doFinal(json, 0, json.length, body, SealedBody.HEAD);
            idle.add(cipher);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
        return body;
    }

    /** Null if it was not sealed with this key and for this session, or is not as it was then. */
    byte @Nullable [] open(String repositoryKey, byte[] body) {
        if (!SealedBody.isOf(id, body)) {
            return null;
        }
        byte[] head = Arrays.copyOf(body, SealedBody.HEAD);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, head, repositoryKey);
            byte[] json = cipher.doFinal(body, SealedBody.HEAD, body.length - SealedBody.HEAD);
            idle.add(cipher);
            return json;
        } catch (AEADBadTagException notIt) {
            return null;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private Cipher cipher(int mode, byte[] head, String repositoryKey) throws GeneralSecurityException {
        byte[] session = repositoryKey.getBytes(StandardCharsets.UTF_8);
        byte[] aes = Hkdf.expand(derivation, concat(ENTRY, SealedBody.saltOf(head), session), LENGTH);
        Cipher used = idle.poll();
        Cipher cipher = used != null ? used : Cipher.getInstance(CIPHER);
        cipher.init(
                mode,
                new SecretKeySpec(aes, "AES"),
                new GCMParameterSpec(Byte.SIZE * SealedBody.TAG, head, SealedBody.NONCE_AT, SealedBody.NONCE));
        cipher.updateAAD(head);
        cipher.updateAAD(session);
        return cipher;
    }

    /** The parts but the last have one length each, so no two lists give the same bytes. */
    private static byte[] concat(byte[] label, byte[] salt, byte[] session) {
        byte[] all = Arrays.copyOf(label, label.length + salt.length + session.length);
        System.arraycopy(salt, 0, all, label.length, salt.length);
        System.arraycopy(session, 0, all, label.length + salt.length, session.length);
        return all;
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException(CIPHER + " with keys of 256 bits, which Java 17 has, does not work", e);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
