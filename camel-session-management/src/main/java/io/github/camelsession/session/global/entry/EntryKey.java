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
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
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

    private static final byte[] PURPOSE = ascii("camel-session-management");
    private static final byte[] ID = ascii("id");

    private final byte[] derivation;
    private final byte[] id;

    /** Not in use now: making one takes as long as a body of 1 KB. */
    private final Queue<EntryCipher> idle = new ConcurrentLinkedQueue<>();

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
        byte[] body = SealedBody.begun(id, random, json.length);
        EntryCipher cipher = cipher();
        cipher.seal(repositoryKey, json, body);
        idle.add(cipher);
        return body;
    }

    /** Null if it was not sealed with this key and for this session, or is not as it was then. */
    byte @Nullable [] open(String repositoryKey, byte[] body) {
        if (!SealedBody.isOf(id, body)) {
            return null;
        }
        EntryCipher cipher = cipher();
        try {
            byte[] json = cipher.open(repositoryKey, body);
            idle.add(cipher);
            return json;
        } catch (AEADBadTagException notIt) {
            return null;
        }
    }

    private EntryCipher cipher() {
        EntryCipher used = idle.poll();
        return used != null ? used : new EntryCipher(derivation);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
