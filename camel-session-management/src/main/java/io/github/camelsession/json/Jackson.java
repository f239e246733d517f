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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelsession.InvalidMessageBodyException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How Jackson is set up here: as it comes, limits included, as camel-jackson has it too. */
final class Jackson {
    /** The charset is known when it parses, and names from outside must not fill the JVM's string table. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    static final int MAX_STRING_LENGTH = FACTORY.streamReadConstraints().getMaxStringLength();

    /** For trees, which need no modules. */
    private static final ObjectMapper TREES = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Jackson() {}

    /**
     * The object as JSON in UTF-8, well-formed but for what a raw value in it spoils.
     *
     * @param owner what the exception names: the body that the object is or is part of
     */
    static byte[] write(Object object, Object owner, ObjectWriting writing) {
        String trouble;
        try {
            return writing.writer().writeValueAsBytes(object);
        } catch (IOException | RuntimeException e) {
            trouble = trouble(e, writing);
        } catch (StackOverflowError e) {
            // A serializer, or a collection, that calls itself without writing anything in between.
            trouble = "without end";
        }
        throw new InvalidMessageBodyException("a " + owner.getClass().getTypeName() + " that is no JSON: " + trouble);
    }

    /** @param tree made of maps, lists and scalars */
    static JsonNode node(@Nullable Object tree) {
        return TREES.valueToTree(tree);
    }

    /** Without Jackson's message, which may quote a value. */
    private static String trouble(Exception thrown, ObjectWriting writing) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null && !(deepest instanceof StreamConstraintsException)) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof StreamConstraintsException limit) {
            return beyond(limit);
        }
        return deepest instanceof InvalidDefinitionException undefined && undefined.getType() != null
                ? "it holds a " + undefined.getType().getRawClass().getTypeName() + writing.advice()
                : deepest.getClass().getTypeName();
    }

    /** These messages hold nothing but numbers and the name of the limit. */
    static String beyond(StreamConstraintsException limit) {
        return "JSON beyond a limit: " + limit.getOriginalMessage();
    }
}
