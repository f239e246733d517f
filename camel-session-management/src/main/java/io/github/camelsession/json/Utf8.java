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

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.InvalidMessageBodyException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** Converts to and from UTF-8. Malformed input is refused, not replaced. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NON_ASCII = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long QUESTION_MARKS = 0x3F3F3F3F3F3F3F3FL;
    /**
     * The least code point for each number of continuation bytes. A smaller one is an overlong form (RFC 3629 section
     * 3).
     */
    private static final int[] LEAST = {0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    static byte[] of(String text) {
        byte[] utf8 = Latin1.toUtf8(text);
        if (utf8 != null) {
            return utf8;
        }
        byte[] encoded = text.getBytes(UTF_8);
        // getBytes replaces an unpaired surrogate by a question mark.
        if (questionMarks(encoded) != questionMarks(text)) {
            throw new InvalidMessageBodyException("text with an unpaired surrogate, which is not a character");
        }
        return encoded;
    }

    /** @param utf8 well-formed; holds nothing of use afterwards */
    static String text(byte[] utf8) {
        return Latin1.toText(utf8);
    }

    static int questionMarks(String text) {
        int count = 0;
        for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
            count++;
        }
        return count;
    }

    static int questionMarks(byte[] utf8) {
        int count = 0;
        int at = 0;
        for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
            long differences = (long) LONGS.get(utf8, at) ^ QUESTION_MARKS;
            // Sets the high bit of each byte that differs, without a carry from one byte into the next.
            long different = ((differences & ~NON_ASCII) + ~NON_ASCII) | differences;
            count += Long.bitCount(~different & NON_ASCII);
        }
        for (; at < utf8.length; at++) {
            count += utf8[at] == '?' ? 1 : 0;
        }
        return count;
    }

    /** Returns the same array if the charset is UTF-8 or ASCII. Such bytes are trusted to be well-formed. */
    static byte[] of(byte[] bytes, Charset charset) {
        return isPart(charset) ? bytes : of(decode(bytes, charset));
    }

    /** Returns whether all text in the charset is UTF-8 as it is. */
    static boolean isPart(Charset charset) {
        return charset.equals(UTF_8) || charset.equals(US_ASCII);
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidMessageBodyException("bytes that are not " + charset);
        }
    }

    /** Returns the same array if the charset is UTF-8 or ASCII. For ASCII, the text is trusted to hold nothing else. */
    static byte[] encode(byte[] utf8, Charset charset) {
        if (isPart(charset)) {
            return utf8;
        }
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text(utf8)));
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
        } catch (CharacterCodingException e) {
            throw new InvalidMessageBodyException("text in " + charset + ", which lacks characters that JSON needs");
        }
    }

    /** Returns the index of the first byte that is not part of well-formed UTF-8, or -1. */
    static int invalidAt(byte[] bytes) {
        int at = nonAscii(bytes, 0);
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                return at;
            }
            at = nonAscii(bytes, at + length);
        }
        return -1;
    }

    /** Returns the index of the first byte that is a question mark or beyond ASCII, or the length of the array. */
    static int special(byte[] bytes, int from) {
        int at = from;
        while (at <= bytes.length - Long.BYTES && isPlain((long) LONGS.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= 0 && bytes[at] != '?') {
            at++;
        }
        return at;
    }

    /** Subtracting one from each byte sets the high bit of the lowest one that is a question mark. */
    private static boolean isPlain(long eight) {
        long differences = eight ^ QUESTION_MARKS;
        return ((((differences - ONES) & ~differences) | eight) & NON_ASCII) == 0;
    }

    /** Returns the index of the first byte beyond ASCII, or the length of the array. */
    static int nonAscii(byte[] bytes, int from) {
        int at = from;
        while (at <= bytes.length - Long.BYTES && ((long) LONGS.get(bytes, at) & NON_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Returns 0 if the sequence is ill-formed. */
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int more = continuations(lead);
        if (more == 0 || at + more >= bytes.length) {
            return 0;
        }
        int codePoint = lead & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        }
        return isScalar(codePoint) && codePoint >= LEAST[more] ? 1 + more : 0;
    }

    private static int continuations(int lead) {
        if (lead >= 0xF0) {
            return lead < 0xF8 ? 3 : 0;
        }
        if (lead >= 0xE0) {
            return 2;
        }
        return lead >= 0xC0 ? 1 : 0;
    }

    private static boolean isScalar(int codePoint) {
        return codePoint < Character.MIN_SURROGATE
                || (codePoint > Character.MAX_SURROGATE && codePoint <= Character.MAX_CODE_POINT);
    }
}
