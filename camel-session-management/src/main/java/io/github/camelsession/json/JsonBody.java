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
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
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
    public Part of(Message message) {
        return new ObjectBody(message, TextBody.of(message, conversions), writing);
    }

    /** Returns the fields of another part of the message, with what is known of the application's classes. */
    public MessageFields in(FieldsIn place) {
        return switch (place) {
            case BODY -> this;
            case WHOLE_BODY -> message -> new WholeBody(message, conversions, writing);
            case HEADERS, VARIABLES, PROPERTIES -> message -> new NamedValues(message, place, writing);
        };
    }
}
