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

import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.Map;
import org.apache.camel.Message;

/** The body of a message, seen as a JSON object, whatever its Java type. A body that is null or empty is {@code {}}. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * Those of the named fields that the body has, in body order; of a name that stands there twice, the last value.
     *
     * <p>The body can be read again afterwards: a stream that could be read only once is replaced by a copy in memory.
     *
     * @return unmodifiable
     * @throws InvalidJsonException if the body is no JSON object; a stream can be read again even then
     */
    public static Map<String, JsonValue> fields(Message message, FieldNames names) {
        TextBody text = TextBody.of(message);
        if (text == null) {
            return TreeBody.fields(message.getBody(), names);
        }
        return text.isEmpty() ? Map.of() : FieldReader.fields(text.utf8(), names);
    }

    /**
     * Adds the attributes to the body as fields, each instead of any field of its name that is there.
     *
     * <p>The kind of the body is kept, and so is every byte of a text that is not part of a replaced value; text in a
     * stateful charset (ISO-2022-JP, say) is kept as characters only. The object that was the body is not changed, for
     * others may share it. With no attributes, the body is only checked; one that is null or
     * empty becomes the text <code>{}</code> even then.
     *
     * @throws InvalidJsonException if the body is no JSON object; it is as it was then, and a stream can be read again
     */
    public static void add(Message message, Map<String, JsonValue> attributes) {
        TextBody text = TextBody.of(message);
        Object body = text == null ? TreeBody.with(message.getBody(), attributes) : text.with(attributes);
        boolean wasEmpty = text != null && text.isEmpty();
        if (wasEmpty || !attributes.isEmpty()) {
            message.setBody(body);
        }
    }
}
