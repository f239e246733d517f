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
import java.util.HexFormat;

/**
 * Writes a name as a JSON string in UTF-8, without a String in between, because every update writes all names.
 * Surrogates are escaped: a name may contain one without its other half, for which UTF-8 has no bytes.
 */
final class QuotedName {
    private static final HexFormat HEX = HexFormat.of();
    private static final int ESCAPED_UNIT = 6;

    private QuotedName() {}

    static String text(String name) {
        byte[] json = new byte[length(name)];
        put(name, json, 0);
        return new String(json, StandardCharsets.UTF_8);
    }

    /** Returns the length in bytes, including the quotes. */
    static int length(String name) {
        int length = 2;
        for (int i = 0; i < name.length(); i++) {
            length += length(name.charAt(i));
        }
        return length;
    }

    private static int length(char c) {
        if (c < ' ' || Character.isSurrogate(c)) {
            return ESCAPED_UNIT;
        }
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 ? 2 : 3;
    }

    /** @return the index after the last byte written */
    static int put(String name, byte[] target, int from) {
        int at = from;
        target[at++] = '"';
        for (int i = 0; i < name.length(); i++) {
            at = put(name.charAt(i), target, at);
        }
        target[at++] = '"';
        return at;
    }

    private static int put(char c, byte[] target, int from) {
        int at = from;
        switch (length(c)) {
            case 1 -> target[at++] = (byte) c;
            case 2 -> {
                target[at++] = (byte) (c < 0x80 ? '\\' : 0xC0 | (c >> 6));
                target[at++] = (byte) (c < 0x80 ? c : 0x80 | (c & 0x3F));
            }
            case 3 -> {
                target[at++] = (byte) (0xE0 | (c >> 12));
                target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            }
            default -> at = putEscaped(c, target, at);
        }
        return at;
    }

    private static int putEscaped(char c, byte[] target, int from) {
        int at = from;
        target[at++] = '\\';
        target[at++] = 'u';
        for (char digit : HEX.toHexDigits(c).toCharArray()) {
            target[at++] = (byte) digit;
        }
        return at;
    }
}
