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
package io.github.camelsession.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether attributes are the same as before, across restarts and nodes. */
public final class SessionVersion {
    private SessionVersion() {}

    /**
     * Returns the SHA-256 of the names and the stored text, in quotes, as an HTTP ETag is (RFC 9110 section 8.8.3). It
     * does not depend on the order of the attributes.
     */
    public static String of(Map<String, JsonValue> attributes) {
        MessageDigest digest = sha256();
        new TreeMap<>(attributes).forEach((name, value) -> {
            add(digest, chars(name));
            add(digest, value.toUtf8());
        });
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()) + '"';
    }

    /** As they are: an encoder would make one character of all unpaired surrogates. */
    private static byte[] chars(String name) {
        ByteBuffer bytes = ByteBuffer.allocate(name.length() * Character.BYTES);
        bytes.asCharBuffer().put(name);
        return bytes.array();
    }

    /** With its length in front, so that no two lists of parts have the same bytes. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
