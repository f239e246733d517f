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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Messages with a body, and what the two operations make of them, with values as text. */
final class Messages {
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    static final JsonBody BODY = new JsonBody(CONTEXT, () -> null);

    private Messages() {}

    static Message message(@Nullable Object body) {
        Message message = new DefaultExchange(CONTEXT).getMessage();
        message.setBody(body);
        return message;
    }

    /** All fields. */
    static Map<String, String> put(@Nullable Object body) {
        return put(message(body), FieldNames.ALL);
    }

    static Map<String, String> put(@Nullable Object body, String names) {
        return put(message(body), FieldNames.parse(names));
    }

    static Map<String, String> put(Message message, FieldNames names) {
        Map<String, String> texts = new LinkedHashMap<>();
        BODY.of(message).read(Fields.of(names)).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    static Object get(@Nullable Object body, String name, String value) {
        return get(message(body), Map.of(name, value));
    }

    static Object get(Message message, Map<String, String> attributes) {
        BODY.of(message).draft(false).with(values(attributes)).run();
        return message.getBody();
    }

    static Map<String, JsonValue> values(Map<String, String> texts) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, JsonValue.ofText(text)));
        return values;
    }

    /** What both operations say about a body that they refuse, and leave alone. */
    static String refusal(@Nullable Object body) {
        return refusal(message(body));
    }

    static String refusal(Message message) {
        Object body = message.getBody();
        InvalidMessageBodyException put = catchThrowableOfType(
                InvalidMessageBodyException.class, () -> BODY.of(message).read(Fields.ALL));
        InvalidMessageBodyException get = catchThrowableOfType(
                InvalidMessageBodyException.class,
                () -> BODY.of(message)
                        .draft(false)
                        .with(values(Map.of("added", "1")))
                        .run());
        assertThat(get).hasMessage(put.getMessage());
        assertThat(message.getBody()).isSameAs(body);
        return String.valueOf(put.getMessage());
    }
}
