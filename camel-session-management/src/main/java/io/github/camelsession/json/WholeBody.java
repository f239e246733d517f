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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelsession.session.JsonValue;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.jspecify.annotations.Nullable;

/**
 * The body as the one field: any JSON value. A body that is null, empty or blank holds none: HTTP consumers have such bodies
 * of requests without content.
 */
final class WholeBody implements MessageFields.Part {
    private final Message message;
    private final Conversions conversions;
    private final ObjectWriting writing;

    WholeBody(Message message, Conversions conversions, ObjectWriting writing) {
        this.message = message;
        this.conversions = conversions;
        this.writing = writing;
    }

    @Override
    public Map<String, JsonValue> read(Fields fields) {
        JsonValue value = value();
        String attribute = fields.attributes().names().iterator().next();
        return value == null ? Map.of() : Map.of(attribute, value);
    }

    private @Nullable JsonValue value() {
        Object body = message.getBody();
        if (body == null) {
            return null;
        }
        // Some type converters make something else than JSON of a number.
        TextBody text = body instanceof Number ? null : TextBody.of(message, conversions);
        if (text == null) {
            return ObjectScan.value(Jackson.write(body, body, writing));
        }
        return text.isBlank() ? null : ObjectScan.value(text.utf8());
    }

    @Override
    public Set<String> present(Fields fields) {
        return isEmpty() ? Set.of() : fields.attributes().names();
    }

    /** Looks at characters only, because what is to be replaced need not be JSON, or in a charset that is known. */
    private boolean isEmpty() {
        Object body = message.getBody();
        if (body instanceof byte[] bytes) {
            return isBlank(bytes);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return isBlank(bytes);
        }
        if (body instanceof char[] chars) {
            return new String(chars).isBlank();
        }
        if (body instanceof Reader reader) {
            return Streams.text(message, reader).isBlank();
        }
        if (body != null && isStream(body)) {
            return isBlank(Streams.bytes(message, body));
        }
        return body == null
                || (body instanceof CharSequence text && text.toString().isBlank());
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (!ObjectScan.isWhiteSpace(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStream(Object body) {
        return body instanceof InputStream || body instanceof StreamCache;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Text becomes text, bytes become bytes in UTF-8, a stream becomes a stream of them, and maps, lists and scalars
     * become what a value is in Java. Any other body becomes text. With text, bytes and streams, the Content-Type becomes
     * that of JSON.
     */
    @Override
    public MessageFields.Draft draft(boolean emptyAsMap) {
        Object body = message.getBody();
        if (isEmpty() ? emptyAsMap : isData(body)) {
            return fields -> fields.isEmpty() ? () -> {} : data(fields, body instanceof JsonNode);
        }
        Charset charset = Charsets.ofMade(message);
        Function<JsonValue, Object> writer = writer(body, charset);
        return fields -> {
            if (fields.isEmpty()) {
                return () -> {};
            }
            Object written = writer.apply(fields.values().iterator().next());
            return () -> {
                message.setBody(written);
                message.setHeader(Exchange.CONTENT_TYPE, JsonBody.JSON);
                if (!(written instanceof String) && charset.equals(US_ASCII)) {
                    // What is declared was said of other bytes.
                    message.setHeader(Exchange.CHARSET_NAME, "UTF-8");
                }
            };
        };
    }

    private static boolean isData(@Nullable Object body) {
        return body instanceof Map
                || body instanceof Collection
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof JsonNode;
    }

    private Runnable data(Map<String, JsonValue> fields, boolean asNode) {
        Object value = JavaTree.of(fields).values().iterator().next();
        Object body = asNode ? Jackson.node(value) : value;
        return () -> message.setBody(body);
    }

    private static Function<JsonValue, Object> writer(@Nullable Object body, Charset charset) {
        if (body instanceof byte[]) {
            return JsonValue::toUtf8;
        }
        if (body instanceof Reader) {
            return value -> new ReaderCache(text(value, UTF_8));
        }
        if (body != null && isStream(body)) {
            return value -> new InputStreamCache(value.toUtf8());
        }
        return value -> text(value, charset);
    }

    private static String text(JsonValue value, Charset charset) {
        return Escapes.value(value, charset).text();
    }
}
