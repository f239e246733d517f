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
package io.github.camelsession.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Converts text without characters beyond U+00FF to UTF-8 and back. Java keeps such text in one byte per character. The
 * ASCII in it, which is nearly all of most JSON, is copied in runs: if a text has a single umlaut, the JDK converts it
 * byte by byte, which took longer than the rest of a GET into a String.
 */
final class Latin1 {
    private Latin1() {}

    /** Returns null if the text has characters beyond U+00FF. */
    static byte @Nullable [] toUtf8(String text) {
        byte[] latin1 = text.getBytes(ISO_8859_1);
        int beyondAscii = beyondAscii(latin1, Utf8.questionMarks(text));
        if (beyondAscii <= 0) {
            return beyondAscii == 0 ? latin1 : null;
        }
        return encode(latin1, new byte[latin1.length + beyondAscii]);
    }

    /**
     * Returns how many bytes are beyond ASCII, or -1 if there are more question marks than the text has: getBytes
     * replaces each other character by one.
     */
    private static int beyondAscii(byte[] latin1, int questionMarks) {
        int beyondAscii = 0;
        int left = questionMarks;
        for (int at = Utf8.special(latin1, 0); at < latin1.length; at = Utf8.special(latin1, at + 1)) {
            if (latin1[at] < 0) {
                beyondAscii++;
            } else if (--left < 0) {
                return -1;
            }
        }
        return beyondAscii;
    }

    private static byte[] encode(byte[] latin1, byte[] utf8) {
        int at = 0;
        int from = 0;
        int next = Utf8.nonAscii(latin1, 0);
        while (next < latin1.length) {
            at = copy(latin1, from, next, utf8, at);
            int c = latin1[next] & 0xFF;
            utf8[at++] = (byte) (0xC0 | (c >> 6));
            utf8[at++] = (byte) (0x80 | (c & 0x3F));
            from = next + 1;
            next = Utf8.nonAscii(latin1, from);
        }
        copy(latin1, from, latin1.length, utf8, at);
        return utf8;
    }

    /**
     * Returns the text. In place, for the array may be as large as the text: afterwards, it holds nothing of use.
     *
     * @param utf8 well-formed
     */
    static String toText(byte[] utf8) {
        int at = 0;
        int from = 0;
        int next = Utf8.nonAscii(utf8, 0);
        while (next < utf8.length) {
            at = copy(utf8, from, next, utf8, at);
            int lead = utf8[next] & 0xFF;
            if (lead > 0xC3) {
                return new String(utf8, 0, at, ISO_8859_1) + new String(utf8, next, utf8.length - next, UTF_8);
            }
            utf8[at++] = (byte) ((lead << 6) | (utf8[next + 1] & 0x3F));
            from = next + 2;
            next = Utf8.nonAscii(utf8, from);
        }
        return new String(utf8, 0, copy(utf8, from, utf8.length, utf8, at), ISO_8859_1);
    }

    private static int copy(byte[] source, int from, int to, byte[] target, int at) {
        System.arraycopy(source, from, target, at, to - from);
        return at + to - from;
    }
}
