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
        byte[] digest = sha256().digest(bytes(attributes));
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    /** Each name and each value with its length in front, so that no two lists of attributes have the same bytes. */
    private static byte[] bytes(Map<String, JsonValue> attributes) {
        int length = 0;
        for (Map.Entry<String, JsonValue> attribute : attributes.entrySet()) {
            length += 2 * Integer.BYTES
                    + Character.BYTES * attribute.getKey().length()
                    + attribute.getValue().length();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        new TreeMap<>(attributes).forEach((name, value) -> {
            // The characters as they are: an encoder would make one of all unpaired surrogates.
            bytes.putInt(Character.BYTES * name.length());
            name.chars().forEach(c -> bytes.putChar((char) c));
            bytes.putInt(value.length());
            bytes.position(value.copyInto(bytes.array(), bytes.position()));
        });
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
