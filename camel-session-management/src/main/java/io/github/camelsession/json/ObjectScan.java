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

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Scans the members of a JSON object in one pass. Unwanted values are skipped, but checked. */
final class ObjectScan {
    /** Receives the members. */
    interface Visitor {
        boolean wants(String name);

        /** The value occupies the bytes {@code from} (inclusive) to {@code to} (exclusive). */
        void value(String name, int from, int to);

        /**
         * Returns what receives the members or elements of a wanted value before the value itself is passed; null if
         * nothing within it is wanted. An element's name is its index.
         */
        default @Nullable Visitor within(String name) {
            return null;
        }
    }

    private final byte[] utf8;
    private final int start;

    private ObjectScan(byte[] utf8, int start) {
        this.utf8 = utf8;
        this.start = start;
    }

    /**
     * Passes the wanted members to the visitor in the order of the text. If the text is malformed, this may show only
     * after some members were passed.
     *
     * @param utf8 well-formed UTF-8, with or without a byte order mark, and not blank
     * @return the index of the object's closing brace
     */
    static int scan(byte[] utf8, Visitor visitor) {
        return new ObjectScan(utf8, startsWithMark(utf8) ? 3 : 0).run(visitor);
    }

    static boolean startsWithMark(byte[] utf8) {
        // In well-formed UTF-8, EF BB BF is the only sequence that begins with EF BB and ends with BF.
        return utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
    }

    /**
     * Checks that the text is one JSON value of any kind, and returns it without the white space around it.
     *
     * @param utf8 well-formed UTF-8, with or without a byte order mark
     */
    static JsonValue value(byte[] utf8) {
        ObjectScan scan = new ObjectScan(utf8, startsWithMark(utf8) ? 3 : 0);
        try (JsonParser parser = Jackson.VALUES.createParser(utf8, scan.start, utf8.length - scan.start)) {
            if (parser.nextToken() == null) {
                throw new InvalidMessageBodyException("empty text");
            }
            int from = scan.offset(parser.currentTokenLocation());
            parser.skipChildren();
            parser.finishToken();
            int to = scan.here(parser);
            scan.checkIsWhiteSpace(to);
            while (isWhiteSpace(utf8[to - 1])) { // Jackson reads one byte beyond a number
                to--;
            }
            if (to - from > Jackson.MAX_STRING_LENGTH) {
                scan.checkStrings(from, to);
            }
            return JsonValue.copyOf(utf8, from, to);
        } catch (IOException e) {
            throw new InvalidMessageBodyException(scan.found(e));
        }
    }

    private int run(Visitor visitor) {
        try (JsonParser parser = Jackson.FACTORY.createParser(utf8, start, utf8.length - start)) {
            checkIsObject(parser.nextToken());
            members(parser, visitor);
            int end = here(parser);
            checkIsWhiteSpace(end);
            return end - 1;
        } catch (IOException e) {
            throw new InvalidMessageBodyException(found(e));
        }
    }

    private void members(JsonParser parser, Visitor visitor) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            value(parser, parser.nextToken(), name, visitor);
        }
    }

    private void value(JsonParser parser, JsonToken token, String name, Visitor visitor) throws IOException {
        if (!visitor.wants(name)) {
            if (token.isStructStart()) {
                parser.skipChildren();
            }
            return;
        }
        int from = offset(parser.currentTokenLocation());
        Visitor inner = visitor.within(name);
        if (inner == null) {
            parser.skipChildren();
        } else {
            children(parser, inner);
        }
        parser.finishToken();
        int to = here(parser);
        if (to - from > Jackson.MAX_STRING_LENGTH) {
            checkStrings(from, to);
        }
        visitor.value(name, from, to);
    }

    private void children(JsonParser parser, Visitor visitor) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            members(parser, visitor);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            JsonToken token = parser.nextToken();
            for (int index = 0; token != JsonToken.END_ARRAY; index++) {
                value(parser, token, String.valueOf(index), visitor);
                token = parser.nextToken();
            }
        }
    }

    /**
     * Checks the length of strings, because Jackson checks it only for strings that are read. A value shorter than the
     * limit cannot contain one that is too long.
     */
    private void checkStrings(int from, int to) throws IOException {
        try (JsonParser parser = Jackson.FACTORY.createParser(utf8, from, to - from)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.VALUE_STRING) {
                    parser.streamReadConstraints().validateStringLength(parser.getTextLength());
                }
                token = parser.nextToken();
            }
        }
    }

    private int here(JsonParser parser) {
        return offset(parser.currentLocation());
    }

    private int offset(JsonLocation location) {
        return start + (int) location.getByteOffset();
    }

    private static void checkIsObject(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new InvalidMessageBodyException(JsonKind.of(token));
        }
    }

    private void checkIsWhiteSpace(int from) {
        for (int at = from; at < utf8.length; at++) {
            if (!isWhiteSpace(utf8[at])) {
                throw new InvalidMessageBodyException("a JSON value followed by more text, at byte " + at);
            }
        }
    }

    /** Returns whether the byte is white space in JSON (RFC 8259 section 2). */
    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Uses Jackson's message only if it is about a limit: other messages quote the text. */
    private String found(IOException e) {
        if (e instanceof StreamConstraintsException limit) {
            return Jackson.beyond(limit);
        }
        if (looksLikeXml()) {
            return "text that is not JSON but looks like XML";
        }
        if (String.valueOf(e.getMessage()).startsWith("Unexpected end-of-input")) {
            return "text that is not JSON: unexpected end at byte " + utf8.length;
        }
        return e instanceof JsonProcessingException wrong && wrong.getLocation() != null
                ? "text that is not JSON: syntax error at byte " + offset(wrong.getLocation())
                : "text that is not JSON";
    }

    private boolean looksLikeXml() {
        int at = start;
        while (at < utf8.length && isWhiteSpace(utf8[at])) {
            at++;
        }
        return at < utf8.length && utf8[at] == '<';
    }
}
