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
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's objects that encrypt and decrypt bodies with keys made of one key. For one thread at a time. */
final class EntryCipher {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY = 32;
    private static final byte[] ENTRY = "entry".getBytes(StandardCharsets.US_ASCII);

    private final Mac derivation;
    private final Cipher cipher;

    /** @param derivation the key that those of the bodies are derived from, by HKDF */
    EntryCipher(byte[] derivation) {
        this.derivation = Hkdf.hmac(derivation);
        try {
            this.cipher = Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** @param body as {@link SealedBody#begun} returns it; receives the encrypted JSON, and its tag */
    void seal(String repositoryKey, byte[] json, byte[] body) {
        try {
            init(Cipher.ENCRYPT_MODE, body, repositoryKey);
            cipher.doFinal(json, 0, json.length, body, SealedBody.HEAD);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** @throws AEADBadTagException if it was not sealed for this session, or is not as it was then */
    byte[] open(String repositoryKey, byte[] body) throws AEADBadTagException {
        int length = body.length - SealedBody.HEAD;
        byte[] json = new byte[length - SealedBody.TAG];
        try {
            init(Cipher.DECRYPT_MODE, body, repositoryKey);
            cipher.doFinal(body, SealedBody.HEAD, length, json, 0);
            return json;
        } catch (AEADBadTagException notIt) {
            throw notIt;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private void init(int mode, byte[] body, String repositoryKey) throws GeneralSecurityException {
        byte[] session = repositoryKey.getBytes(StandardCharsets.UTF_8);
        byte[] key = Hkdf.expand(derivation, concat(ENTRY, SealedBody.saltOf(body), session), KEY);
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(Byte.SIZE * SealedBody.TAG, body, SealedBody.NONCE_AT, SealedBody.NONCE));
        cipher.updateAAD(body, 0, SealedBody.HEAD);
        cipher.updateAAD(session);
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
}
