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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries as encrypted JSON ({@link SealedBody}), which opens only under the key of the session that it was stored
 * under. What does not open is unreadable, and never an empty session.
 */
public final class EncryptedForm implements EntryForm {
    private final List<EntryKey> keys;
    private final boolean readsPlain;
    private final boolean writesPlain;
    private final SecureRandom random = new SecureRandom();

    private EncryptedForm(List<EntryKey> keys, boolean readsPlain, boolean writesPlain) {
        this.keys = keys;
        this.readsPlain = readsPlain;
        this.writesPlain = writesPlain;
    }

    /**
     * @param keys of 32 bytes each; the first encrypts, and all decrypt. Null stands for no encryption
     * @throws IllegalArgumentException if there is no key, or one twice
     */
    public static EncryptedForm of(List<byte @Nullable []> keys) {
        List<EntryKey> all = new ArrayList<>();
        for (byte[] key : keys) {
            if (key != null) {
                all.add(unlike(all, new EntryKey(key)));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no key in it");
        }
        return new EncryptedForm(List.copyOf(all), all.size() < keys.size(), keys.get(0) == null);
    }

    private static EntryKey unlike(List<EntryKey> others, EntryKey key) {
        if (others.stream().anyMatch(key::isSameAs)) {
            throw new IllegalArgumentException("one key is in it twice");
        }
        return key;
    }

    @Override
    public byte[] bodyOf(String key, Entry entry) {
        byte[] json = EntryCodec.encode(entry);
        return writesPlain ? json : keys.get(0).seal(key, json, random);
    }

    @Override
    public Entry entryOf(String key, byte[] body) {
        if (SealedBody.isOne(body)) {
            return EntryCodec.decode(opened(key, body));
        }
        if (!readsPlain) {
            throw new UnreadableEntryException("it is not encrypted, and encryptionKeys accepts nothing else: if it was"
                    + " stored before that was set, add the word plain to encryptionKeys for a while");
        }
        return EntryCodec.decode(body);
    }

    private byte[] opened(String key, byte[] body) {
        if (!SealedBody.isLongEnough(body)) {
            throw new UnreadableEntryException("it is encrypted, and cut off");
        }
        for (EntryKey candidate : keys) {
            byte[] json = candidate.open(key, body);
            if (json != null) {
                return json;
            }
        }
        throw new UnreadableEntryException("it does not open with encryptionKeys: it was encrypted with another key, or"
                + " altered, or copied from another session");
    }
}
