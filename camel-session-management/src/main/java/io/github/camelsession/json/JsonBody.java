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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.session.JsonValue;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the body of a message as a JSON object, whatever its Java type. A body that is null, empty or blank
 * counts as {@code {}}.
 */
public final class JsonBody implements MessageFields {
    static final String JSON = "application/json";

    private final Conversions conversions;
    private final ObjectWriting writing;

    /**
     * @param mapper called once, when the first object is written; if it returns null, the mapper comes from the
     *     registry
     */
    public JsonBody(CamelContext context, Supplier<@Nullable ObjectMapper> mapper) {
        this.conversions = new Conversions(context);
        this.writing = new ObjectWriting(context, mapper);
    }

    @Override
    public Map<String, JsonValue> read(Message message, Fields fields) {
        TextBody text = TextBody.of(message, conversions);
        if (text == null) {
            return new TreeBody(message.getBody(), writing).fields(fields);
        }
        return text.isBlank() ? Map.of() : fields.read(text.utf8());
    }

    @Override
    public Set<String> present(Message message, Fields fields) {
        return read(message, fields).keySet();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The body keeps its type, and a text keeps every byte that is not part of a replaced value. An object that was
     * the body is not modified, because others may share it. With no fields, the body stays as it is; but a body
     * that is null, empty or blank becomes an object even then.
     */
    @Override
    public Draft draft(Message message, boolean emptyAsMap) {
        TextBody text = TextBody.of(message, conversions);
        if (text != null && text.isBlank()) {
            return emptyAsMap ? fields -> filled(message, fields) : made(message);
        }
        TreeBody tree = text == null ? new TreeBody(message.getBody(), writing) : null;
        return fields -> {
            Object body = tree != null
                    ? tree.with(fields)
                    : Objects.requireNonNull(text).with(fields);
            return fields.isEmpty() ? () -> {} : () -> message.setBody(body);
        };
    }

    private static Runnable filled(Message message, Map<String, JsonValue> fields) {
        Map<String, @Nullable Object> map = JavaTree.of(fields);
        return () -> message.setBody(map);
    }

    private static Draft made(Message message) {
        Charset charset = Charsets.ofMade(message);
        return fields -> {
            String text = TextBody.of(fields, charset);
            return () -> {
                message.setBody(text);
                if (message.getHeader(Exchange.CONTENT_TYPE) == null) {
                    message.setHeader(Exchange.CONTENT_TYPE, JSON);
                }
            };
        };
    }

    /** Returns the fields of another part of the message, with what is known of the application's classes. */
    public MessageFields in(FieldsIn place) {
        return switch (place) {
            case BODY -> this;
            case WHOLE_BODY -> new WholeBody(conversions, writing);
            case HEADERS, VARIABLES, PROPERTIES -> new NamedValues(place, writing);
        };
    }
}
