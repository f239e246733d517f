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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.FieldsIn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.jspecify.annotations.Nullable;

/** A text as fields of a message, in any of their places. */
record FuzzMessage(FieldsIn place, FuzzBody body) {
    static final String UNTOUCHED = "untouched";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    void putOn(Exchange exchange) {
        switch (place) {
            case BODY, WHOLE_BODY -> body.putOn(exchange);
            case HEADERS, VARIABLES, PROPERTIES -> {
                exchange.getMessage().setBody(UNTOUCHED);
                members().forEach((name, value) -> set(exchange, name, value == null ? null : given(value)));
            }
        }
    }

    boolean isInTheBody() {
        return place == FieldsIn.BODY || place == FieldsIn.WHOLE_BODY;
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> object = Json.objectIn(body.text());
        Map<String, @Nullable Object> members = new LinkedHashMap<>(object == null ? Map.of() : object);
        if (place == FieldsIn.VARIABLES) {
            members.keySet().removeIf(name -> name.contains(":"));
        }
        return members;
    }

    /** As it is, or as JSON text in bytes. */
    private Object given(Object value) {
        byte[] json;
        try {
            json = MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            return value;
        }
        return switch (body.kind()) {
            case BYTES -> json;
            case STREAM -> new ByteArrayInputStream(json);
            case STREAM_CACHE -> new InputStreamCache(json);
            case READER -> new ReaderCache(new String(json, StandardCharsets.UTF_8));
            default -> value;
        };
    }

    private void set(Exchange exchange, String name, @Nullable Object value) {
        switch (place) {
            case HEADERS -> exchange.getMessage().setHeader(name, value);
            case VARIABLES -> exchange.setVariable(name, value);
            default -> exchange.setProperty(name, value);
        }
    }

    @Nullable
    Object get(Exchange exchange, String name) {
        return switch (place) {
            case HEADERS -> exchange.getMessage().getHeader(name);
            case VARIABLES -> exchange.getVariable(name);
            default -> exchange.getProperty(name);
        };
    }

    /** Whether what the step will read is known here. */
    boolean isPredictable() {
        return switch (place) {
            case BODY -> body.isPredictable();
            case WHOLE_BODY -> body.isPredictable() && (!body.kind().isTree() || canEncode(body.text()));
            default -> canEncode(String.valueOf(Json.objectIn(body.text())));
        };
    }

    private static boolean canEncode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    boolean isReadable() {
        return switch (place) {
            case BODY -> Json.objectIn(body.text()) != null;
            case WHOLE_BODY -> Json.isBlank(body.text()) || wholeValue() != null;
            default -> true;
        };
    }

    /** What it takes the place of need not be JSON. */
    boolean isWritable() {
        return place != FieldsIn.BODY || isReadable();
    }

    private Json.@Nullable Value wholeValue() {
        Map<String, @Nullable Object> object = body.kind().isTree() ? Json.objectIn(body.text()) : null;
        if (object != null) {
            return new Json.Value(object);
        }
        return body.kind() == FuzzBody.Kind.NODE ? new Json.Value(body.text()) : Json.valueIn(body.text());
    }

    /** Only of one that is readable. */
    Map<String, @Nullable Object> values(FuzzNames names) {
        if (place == FieldsIn.WHOLE_BODY) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            Json.Value value = wholeValue();
            if (value != null) {
                values.put(names.attributes().iterator().next(), value.value());
            }
            return values;
        }
        return names.in(fields());
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> members = members();
        if (place == FieldsIn.BODY) {
            return members;
        }
        Map<String, @Nullable Object> held = empty();
        held.putAll(members);
        held.values().removeIf(value -> value == null);
        return held;
    }

    private Map<String, @Nullable Object> empty() {
        return place == FieldsIn.HEADERS ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new LinkedHashMap<>();
    }

    /** Attributes whose fields would be replaced. */
    Set<String> present(FuzzNames names) {
        if (place == FieldsIn.WHOLE_BODY) {
            return isEmpty() ? Set.of() : names.attributes();
        }
        return values(names).keySet();
    }

    private boolean isEmpty() {
        boolean isTree = body.kind().isTree() && (body.kind() == FuzzBody.Kind.NODE || isReadable());
        return !isTree
                && (body.kind().isBytes() ? isBlank(body.bytes()) : body.text().isBlank());
    }

    private static boolean isBlank(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).matches("[ \t\r\n]*");
    }

    /** What the fields are after some were written. */
    Map<String, @Nullable Object> with(Map<String, @Nullable Object> written) {
        Map<String, @Nullable Object> after = place == FieldsIn.BODY ? members() : empty();
        after.putAll(written);
        return after;
    }
}
