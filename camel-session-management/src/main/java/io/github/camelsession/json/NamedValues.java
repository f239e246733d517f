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

import com.fasterxml.jackson.databind.util.RawValue;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.JsonValue;
import java.io.InputStream;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Headers, variables or properties as fields. Text is a JSON string; bytes, streams and readers are JSON text; other
 * objects are what Jackson makes of them.
 */
final class NamedValues implements MessageFields.Part {
    private final Message message;
    private final FieldsIn place;
    private final ObjectWriting writing;

    NamedValues(Message message, FieldsIn place, ObjectWriting writing) {
        this.message = message;
        this.place = place;
        this.writing = writing;
    }

    @Override
    public Map<String, JsonValue> read(Fields fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : fields.heads().names()) {
            Object value = get(name);
            if (value != null) {
                values.put(name, writable(value, name));
            }
        }
        return values.isEmpty() ? Map.of() : fields.read(Jackson.write(values, values, writing));
    }

    private Object writable(Object value, String name) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Throwable) {
            throw new InvalidMessageBodyException("a " + value.getClass().getTypeName());
        }
        byte[] json = null;
        if (value instanceof byte[] bytes) {
            json = bytes;
        } else if (value instanceof Reader reader) {
            json = Utf8.of(Streams.text(reader, copy -> set(name, copy)));
        } else if (value instanceof StreamCache || value instanceof InputStream) {
            json = Streams.bytes(value, copy -> set(name, copy));
        }
        return json == null ? value : new RawValue(checked(json).text());
    }

    /** What is not one JSON value, raw in a text, could add members to it. */
    private static JsonValue checked(byte[] json) {
        int invalid = Utf8.invalidAt(json);
        if (invalid >= 0) {
            throw new InvalidMessageBodyException("bytes that are not UTF-8, at byte " + invalid);
        }
        return ObjectScan.value(json);
    }

    @Override
    public Set<String> present(Fields fields) {
        Set<String> present = new LinkedHashSet<>();
        fields.attributes().names().stream()
                .filter(attribute -> get(fields.fieldOf(attribute)) != null)
                .forEach(present::add);
        return present;
    }

    @Override
    public MessageFields.Draft draft(boolean emptyAsMap) {
        return fields -> {
            Map<String, @Nullable Object> values = JavaTree.of(fields);
            return () -> values.forEach((name, value) -> set(name, value));
        };
    }

    private @Nullable Object get(String name) {
        return switch (place) {
            case HEADERS -> message.getHeader(name);
            case VARIABLES -> message.getExchange().getVariable(name);
            default -> message.getExchange().getProperty(name);
        };
    }

    private void set(String name, @Nullable Object value) {
        switch (place) {
            case HEADERS -> message.setHeader(name, value);
            case VARIABLES -> message.getExchange().setVariable(name, value);
            default -> message.getExchange().setProperty(name, value);
        }
    }
}
