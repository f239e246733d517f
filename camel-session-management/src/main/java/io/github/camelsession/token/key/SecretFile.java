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
package io.github.camelsession.token.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that contains a secret, as text or as bytes. */
final class SecretFile {
    /** A larger file was most likely named by mistake, and a device may be endless. */
    static final int LIMIT = 64 * 1024;

    private static final Pattern BINARY = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");
    /** Skipped at the beginning: the length of a byte order mark in UTF-32. */
    private static final int MARK = 4;

    private SecretFile() {}

    static byte[] read(String option, String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IllegalArgumentException(option + " names a file of more than " + LIMIT
                        + " bytes, which is too large for a secret: correct the path after 'file:'");
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    option + " names a file that cannot be read: correct the path after 'file:', or let this process"
                            + " read it",
                    e);
        }
    }

    /**
     * Returns the text without the line break that editors and {@code echo} put at its end.
     *
     * @return null for bytes that are not text
     * @throws IllegalArgumentException if it is not clear which part of the content is the secret
     */
    static @Nullable String text(String option, byte[] content) {
        if (hasZerosAtEverySecond(content)) {
            throw new IllegalArgumentException(option + " names a file in UTF-16 or UTF-32: write it in UTF-8");
        }
        String text = utf8(content);
        if (text != null && !BINARY.matcher(text).find()) {
            return text.replaceFirst("\\r?\\n\\z", "");
        }
        if (content[content.length - 1] == '\n') {
            throw new IllegalArgumentException(option + " names a file that is not text in UTF-8 and ends with a line"
                    + " break, which may or may not belong to the secret: write base64: followed by the secret's bytes"
                    + " in base64 into it");
        }
        return null;
    }

    private static @Nullable String utf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Detects UTF-16 and UTF-32: ASCII text has these zeros there, and 32 random bytes practically never do. */
    private static boolean hasZerosAtEverySecond(byte[] content) {
        int even = 0;
        int odd = 0;
        for (int i = MARK; i + 1 < content.length; i += 2) {
            even |= content[i];
            odd |= content[i + 1];
        }
        return content.length > 2 * MARK && (even == 0) != (odd == 0);
    }
}
