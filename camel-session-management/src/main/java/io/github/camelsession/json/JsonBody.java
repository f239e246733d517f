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
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the body of a message as a JSON object, whatever its Java type. A body that is null, empty or blank
 * counts as {@code {}}.
 */
public final class JsonBody {
    private static final String JSON = "application/json";

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

    /**
     * Returns the named fields that the body has, in body order. If a name occurs twice, the last value counts.
     *
     * <p>The body can be read again afterwards: a stream that could be read only once is replaced by a copy in memory.
     *
     * @return unmodifiable
     * @throws InvalidMessageBodyException if the body is not a JSON object; even then a stream can be read again
     */
    public Map<String, JsonValue> fields(Message message, FieldNames names) {
        TextBody text = TextBody.of(message, conversions);
        if (text == null) {
            return new TreeBody(message.getBody(), writing).fields(names);
        }
        return text.isBlank() ? Map.of() : FieldReader.fields(text.utf8(), names);
    }

    /**
     * Adds the attributes to the body as fields, replacing fields of the same name.
     *
     * <p>The body keeps its type, and a text keeps every byte that is not part of a replaced value. An object that was
     * the body is not modified, because others may share it. With no attributes, the body is only checked; but a body
     * that is null, empty or blank becomes an object even then.
     *
     * @param emptyAsMap whether an empty body becomes a Map; otherwise it becomes JSON text with its Content-Type
     * @throws InvalidMessageBodyException if the body is not a JSON object; the body is unchanged then, and a stream
     *     can be read again
     * @throws SessionValueException if an attribute cannot be part of a body of Java objects; the body is unchanged
     *     then, and a stream can be read again
     */
    public void add(Message message, Map<String, JsonValue> attributes, boolean emptyAsMap) {
        TextBody text = TextBody.of(message, conversions);
        if (text != null && text.isBlank()) {
            fill(message, attributes, emptyAsMap);
            return;
        }
        Object body = text == null ? new TreeBody(message.getBody(), writing).with(attributes) : text.with(attributes);
        if (!attributes.isEmpty()) {
            message.setBody(body);
        }
    }

    private static void fill(Message message, Map<String, JsonValue> attributes, boolean asMap) {
        if (asMap) {
            message.setBody(TreeBody.values(attributes));
            return;
        }
        message.setBody(TextBody.of(attributes, Charsets.ofMade(message)));
        if (message.getHeader(Exchange.CONTENT_TYPE) == null) {
            message.setHeader(Exchange.CONTENT_TYPE, JSON);
        }
    }
}
