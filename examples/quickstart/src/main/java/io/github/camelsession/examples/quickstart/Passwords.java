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
package io.github.camelsession.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Knows the passwords in {@code users.properties}. It stands for the check that a real system has. */
public final class Passwords {
    private final Properties passwords = load("/users.properties");

    /** The claims of the user's token; null where this is not the password of a user, or the two are not text. */
    public @Nullable Map<String, Object> claims(Map<String, Object> credentials) {
        return credentials.get("user") instanceof String user
                        && credentials.get("password") instanceof String password
                        && isPassword(user, password)
                ? Map.of("sub", user)
                : null;
    }

    private boolean isPassword(String user, String password) {
        String expected = passwords.getProperty(user);
        return expected != null && MessageDigest.isEqual(utf8(expected), utf8(password));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Properties load(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Passwords.class.getResourceAsStream(resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
