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
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelsession.InvalidMessageBodyException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Configures Jackson with its defaults, limits included, as camel-jackson does. */
final class Jackson {
    /**
     * Without charset detection, as the charset is known before parsing. Without interning, as names from outside must
     * not fill the JVM's string table.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    static final int MAX_NESTING_DEPTH = FACTORY.streamReadConstraints().getMaxNestingDepth();

    static final int MAX_STRING_LENGTH = FACTORY.streamReadConstraints().getMaxStringLength();

    /**
     * For values that stand alone in a message. Two levels less than the limit: as a member of a body, or as an element of
     * a list in it, each such value is still within it.
     */
    static final JsonFactory VALUES = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(FACTORY.streamReadConstraints()
                    .rebuild()
                    .maxNestingDepth(MAX_NESTING_DEPTH - 2)
                    .build())
            .build();

    /** Without limits: what is stored was within them when it came in, part by part. */
    static final JsonFactory STORED = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Reads and writes trees, which need no modules. */
    static final ObjectMapper TREES = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Jackson() {}

    /**
     * Writes the object as JSON in UTF-8. The result is well-formed unless the object contains a raw value that is not.
     */
    static byte[] write(Object object, Object owner, ObjectWriting writing) {
        String trouble;
        try {
            return writing.writer().writeValueAsBytes(object);
        } catch (IOException | RuntimeException e) {
            trouble = trouble(e, writing);
        } catch (StackOverflowError e) {
            // A serializer or a collection calls itself without writing anything in between.
            trouble = "endless recursion";
        }
        throw new InvalidMessageBodyException(
                "a " + owner.getClass().getTypeName() + " that cannot be written as" + " JSON: " + trouble);
    }

    /** @param tree made of maps, lists and scalars */
    static JsonNode node(@Nullable Object tree) {
        return TREES.valueToTree(tree);
    }

    /** Returns a description without Jackson's message, which may quote a value. */
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

    /** Returns Jackson's message, which holds nothing but numbers and the name of the limit here. */
    static String beyond(StreamConstraintsException limit) {
        return "JSON that exceeds a limit: " + limit.getOriginalMessage();
    }
}
