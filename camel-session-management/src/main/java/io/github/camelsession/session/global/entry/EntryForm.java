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

/** How an entry is the body of an exchange. */
public interface EntryForm {
    /** As JSON that everybody can read who can read the repository. */
    EntryForm PLAIN = new EntryForm() {
        @Override
        public byte[] bodyOf(String key, Entry entry) {
            return EntryCodec.encode(entry);
        }

        @Override
        public Entry entryOf(String key, byte[] body) {
            if (SealedBody.isOne(body)) {
                throw new UnreadableEntryException(
                        "it is encrypted: set encryptionKeys to the keys of the application that wrote it");
            }
            return EntryCodec.decode(body);
        }
    };

    /** For the memory of this JVM: a read parses nothing. */
    EntryForm PACKED = new PackedForm();

    /**
     * Returns the bytes that are stored.
     *
     * @param key the session's key in the repository
     */
    byte[] bodyOf(String key, Entry entry);

    /** @throws UnreadableEntryException if these bytes are not an entry that was stored under the key */
    Entry entryOf(String key, byte[] body);
}
