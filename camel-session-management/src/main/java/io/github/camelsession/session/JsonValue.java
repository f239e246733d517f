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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A JSON value, kept as the text it arrived in: as UTF-8, and never re-rendered, so that numbers keep every digit.
 *
 * <p>The text is trusted to be one complete, well-formed JSON value without white space around it. Callers that create
 * a value have checked this. {@link #toString()} does not show the text, because values must not reach logs.
 */
public final class JsonValue {
    private final byte[] utf8;
    private final int from;
    private final int length;

    private JsonValue(byte[] utf8, int from, int length) {
        this.utf8 = utf8;
        this.from = from;
        this.length = length;
    }

    private JsonValue(byte[] utf8) {
        this(utf8, 0, utf8.length);
    }

    /** Copies the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public static JsonValue copyOf(byte[] utf8, int from, int to) {
        return new JsonValue(Arrays.copyOfRange(utf8, from, to));
    }

    /** The same without a copy: the array is kept whole as long as the value, and nobody may change it. */
    public static JsonValue within(byte[] utf8, int from, int to) {
        Objects.checkFromToIndex(from, to, utf8.length);
        return new JsonValue(utf8, from, to - from);
    }

    public static JsonValue ofText(String json) {
        return new JsonValue(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the length in bytes of UTF-8. */
    public int length() {
        return length;
    }

    public boolean startsWith(char ascii) {
        return utf8[from] == ascii;
    }

    /** Copies the text into {@code target}, and returns the index after the last byte written. */
    public int copyInto(byte[] target, int at) {
        System.arraycopy(utf8, from, target, at, length);
        return at + length;
    }

    public byte[] toUtf8() {
        return Arrays.copyOfRange(utf8, from, from + length);
    }

    public String text() {
        return new String(utf8, from, length, StandardCharsets.UTF_8);
    }

    /** Compares the text: {@code 1.0} and {@code 1.00} are different. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonValue that
                && Arrays.equals(utf8, from, from + length, that.utf8, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(utf8, from, length).hashCode();
    }

    @Override
    public String toString() {
        return "JsonValue[" + length + " bytes]";
    }
}
