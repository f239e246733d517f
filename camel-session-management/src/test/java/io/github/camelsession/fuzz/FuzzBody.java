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
package io.github.camelsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A text as the body of a message.
 *
 * @param encoding of a body that is bytes
 * @param declared what the message calls the encoding, rightly or not; null if it says nothing
 */
record FuzzBody(
        String text, Kind kind, Charset encoding, @Nullable String declared, Place place) {
    enum Kind {
        STRING,
        BUILDER,
        CHARS,
        READER,
        READER_CACHE,
        BYTES,
        BUFFER,
        STREAM,
        STREAM_CACHE,
        MAP,
        JSON_OBJECT,
        NODE,
        ODD;

        boolean isBytes() {
            return this == BYTES || this == BUFFER || this == STREAM || this == STREAM_CACHE;
        }

        boolean isTree() {
            return this == MAP || this == JSON_OBJECT || this == NODE;
        }
    }

    enum Place {
        CHARSET_HEADER,
        CHARSET_PROPERTY,
        CONTENT_TYPE
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    void putOn(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(body());
        exchange.removeProperty(Exchange.CHARSET_NAME);
        if (declared == null) {
            return;
        }
        switch (place) {
            case CHARSET_HEADER -> message.setHeader(Exchange.CHARSET_NAME, declared);
            case CHARSET_PROPERTY -> exchange.setProperty(Exchange.CHARSET_NAME, declared);
            case CONTENT_TYPE -> message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=" + declared);
        }
    }

    byte[] bytes() {
        return text.getBytes(encoding);
    }

    private @Nullable Object body() {
        return switch (kind) {
            case STRING -> text;
            case BUILDER -> new StringBuilder(text);
            case CHARS -> text.toCharArray();
            case READER -> new StringReader(text);
            case READER_CACHE -> new ReaderCache(text);
            case BYTES -> bytes();
            case BUFFER -> ByteBuffer.wrap(bytes());
            case STREAM -> new ByteArrayInputStream(bytes());
            case STREAM_CACHE -> new InputStreamCache(bytes());
            case MAP, JSON_OBJECT -> tree();
            case NODE -> MAPPER.valueToTree(tree());
            case ODD -> OddBodies.at(text.hashCode());
        };
    }

    private Object tree() {
        Map<String, @Nullable Object> object = Json.objectIn(text);
        if (object == null) {
            return text;
        }
        return kind == Kind.JSON_OBJECT ? new JsonObject(object) : object;
    }

    /** Whether the text that the step will see is known here. */
    boolean isPredictable() {
        if (kind.isTree()) {
            return UTF_8.newEncoder().canEncode(String.valueOf(Json.objectIn(text)));
        }
        return kind != Kind.ODD && (!kind.isBytes() || (isTold() && new String(bytes(), readAs()).equals(text)));
    }

    /**
     * JSON begins with ASCII, and has no NUL after that, which would make the two look like one character of UTF-16. A
     * mark of UTF-8 would be kept, but not be part of what is compared.
     */
    private boolean isTold() {
        return text.isEmpty() || (isAscii(text.charAt(0)) && (text.length() == 1 || text.charAt(1) > 0));
    }

    private static boolean isAscii(char c) {
        return c > 0 && c < 0x80;
    }

    /** What bytes have to be taken for; what is in another charset than the answer cannot be told. */
    Charset readAs() {
        if (isWide()) {
            return encoding;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes()));
            return UTF_8;
        } catch (CharacterCodingException e) {
            return encoding.name().equals(declared) ? encoding : UTF_8;
        }
    }

    /** Known by its NULs, or by a mark. */
    private boolean isWide() {
        return encoding.name().contains("UTF-16") || encoding.name().contains("UTF-32");
    }

    /** Short enough for a report. */
    @Override
    public String toString() {
        String shown = text.length() > 300 ? text.substring(0, 300) + "... " + text.length() : text;
        return kind + " " + encoding + " declared " + declared + " by " + place + ": " + shown;
    }
}
