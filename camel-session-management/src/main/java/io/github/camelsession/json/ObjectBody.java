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

import io.github.camelsession.session.JsonValue;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The members of a body that is a JSON object, or is nothing. */
final class ObjectBody implements MessageFields.Part {
    private final Message message;
    private final @Nullable TextBody text;
    private final ObjectWriting writing;

    /** @param text of the body; null if it is none */
    ObjectBody(Message message, @Nullable TextBody text, ObjectWriting writing) {
        this.message = message;
        this.text = text;
        this.writing = writing;
    }

    @Override
    public Map<String, JsonValue> read(Fields fields) {
        if (text == null) {
            return new TreeBody(message.getBody(), writing).fields(fields);
        }
        return text.isBlank() ? Map.of() : text.fields(fields);
    }

    @Override
    public Set<String> present(Fields fields) {
        return read(fields).keySet();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The body keeps its type, and a text keeps every byte that is not part of a replaced value. An object that was
     * the body is not modified, because others may share it. With no fields, the body stays as it is; but a body
     * that is null, empty or blank becomes an object even then.
     */
    @Override
    public MessageFields.Draft draft(boolean emptyAsMap) {
        if (text != null && text.isBlank()) {
            return emptyAsMap ? this::filled : made();
        }
        TreeBody tree = text == null ? new TreeBody(message.getBody(), writing) : null;
        return fields -> {
            Object body = tree != null
                    ? tree.with(fields)
                    : Objects.requireNonNull(text).with(fields);
            return fields.isEmpty() ? () -> {} : () -> message.setBody(body);
        };
    }

    private Runnable filled(Map<String, JsonValue> fields) {
        Map<String, @Nullable Object> map = JavaTree.of(fields);
        return () -> message.setBody(map);
    }

    private MessageFields.Draft made() {
        Charset charset = Charsets.ofMade(message);
        return fields -> {
            String text = TextBody.of(fields, charset);
            return () -> {
                message.setBody(text);
                if (message.getHeader(Exchange.CONTENT_TYPE) == null) {
                    message.setHeader(Exchange.CONTENT_TYPE, JsonBody.JSON);
                }
            };
        };
    }
}
