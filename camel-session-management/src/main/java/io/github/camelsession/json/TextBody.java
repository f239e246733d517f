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

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.JsonValue;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.jspecify.annotations.Nullable;

/** A body that is text. Holds its characters as UTF-8, and converts back to a body of the same type and charset. */
final class TextBody {
    private enum Kind {
        STRING,
        BYTES,
        STREAM,
        READER
    }

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final byte[] utf8;
    private final Charset charset;
    private final Kind kind;
    private @Nullable FieldReader known;

    private TextBody(byte[] utf8, Charset charset, Kind kind) {
        this.utf8 = utf8;
        this.charset = charset;
        this.kind = kind;
    }

    /** Returns null if the body is not text. Afterwards, a stream in the message is at its start. */
    static @Nullable TextBody of(Message message, Conversions conversions) {
        Object body = message.getBody();
        if (body instanceof WrappedFile<?> file) {
            return ofFile(message, file);
        }
        if (body == null) {
            return ofChars("", Kind.STRING);
        }
        TextBody text = ofText(message, body);
        if (text != null || body instanceof Map || body instanceof JsonNode) {
            return text;
        }
        Object converted = conversions.convert(body, message);
        return converted == null ? null : ofText(message, converted);
    }

    private static @Nullable TextBody ofText(Message message, Object text) {
        if (text instanceof byte[] bytes) {
            return ofBytes(message, bytes, Kind.BYTES);
        }
        if (text instanceof CharSequence chars) {
            return ofChars(chars.toString(), Kind.STRING);
        }
        return ofStream(message, text);
    }

    private static @Nullable TextBody ofStream(Message message, Object stream) {
        if (stream instanceof Reader reader) {
            return ofChars(Streams.text(message, reader), Kind.READER);
        }
        if (stream instanceof File file) {
            return ofBytes(message, Streams.bytes(file), Kind.STREAM);
        }
        if (stream instanceof StreamCache || stream instanceof InputStream) {
            return ofBytes(message, Streams.bytes(message, stream), Kind.STREAM);
        }
        return null;
    }

    /**
     * Reads the file itself: Camel's converter returns the bytes of a local file in another charset than the exchange
     * declares.
     */
    private static TextBody ofFile(Message message, WrappedFile<?> file) {
        Object loaded = file.getBody();
        Object content = loaded == null ? file.getFile() : loaded;
        if (content instanceof String text) {
            return ofChars(text, Kind.STRING);
        }
        if (content instanceof byte[] bytes) {
            return ofBytes(message, bytes, Kind.STREAM);
        }
        TextBody text = content == null ? null : ofStream(message, content);
        if (text == null) {
            throw new InvalidMessageBodyException("a " + file.getClass().getTypeName() + " without readable content");
        }
        return text;
    }

    private static TextBody ofChars(String text, Kind kind) {
        return new TextBody(Utf8.of(text), UTF_8, kind);
    }

    private static TextBody ofBytes(Message message, byte[] bytes, Kind kind) {
        Charset charset = Charsets.of(message, bytes);
        return new TextBody(Utf8.of(bytes, charset), charset, kind);
    }

    /** Returns whether the text is empty or only white space, as a block scalar in YAML easily is. */
    boolean isBlank() {
        int at = ObjectScan.startsWithMark(utf8) ? 3 : 0;
        while (at < utf8.length && ObjectScan.isWhiteSpace(utf8[at])) {
            at++;
        }
        return at == utf8.length;
    }

    /** Returns the text in UTF-8. Not a copy. */
    byte[] utf8() {
        return utf8;
    }

    /** Call this before {@link #with}, which then need not read the text again, and from one thread. */
    Map<String, JsonValue> fields(Fields fields) {
        if (!fields.areMembers()) {
            return fields.read(utf8);
        }
        FieldReader members = FieldReader.of(utf8, fields.attributes()::contains);
        known = members;
        return members.values();
    }

    /** Returns a new body. */
    Object with(Map<String, JsonValue> attributes) {
        byte[] spliced = spliced(attributes);
        return switch (kind) {
            case STRING -> Utf8.text(spliced);
            case READER -> new ReaderCache(Utf8.text(spliced));
            case BYTES -> Utf8.encode(spliced, charset);
            case STREAM -> new InputStreamCache(Utf8.encode(spliced, charset));
        };
    }

    private byte[] spliced(Map<String, JsonValue> attributes) {
        return Splice.add(utf8, membersOf(attributes), attributes, charset);
    }

    private FieldReader membersOf(Map<String, JsonValue> attributes) {
        FieldReader members = known;
        return members != null && attributes.keySet().stream().allMatch(members::wants)
                ? members
                : FieldReader.of(utf8, attributes::containsKey);
    }

    /** Creates a body for a message that has none, using only characters of the charset. */
    static String of(Map<String, JsonValue> attributes, Charset charset) {
        return Utf8.text(new TextBody(EMPTY_OBJECT, charset, Kind.STRING).spliced(attributes));
    }
}
