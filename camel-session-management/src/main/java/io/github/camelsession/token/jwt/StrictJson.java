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
package io.github.camelsession.token.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads the JSON objects of a token strictly, so that two readers never see different tokens. Nimbus' own reader
 * accepts {@code []} and a byte order mark, and takes the last of several members of the same name in a nested object.
 */
final class StrictJson {
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // CLAIMS gives them back, digit for digit.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    private StrictJson() {}

    /**
     * Refuses malformed UTF-8 and repeated names, too.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN}
     */
    static Map<String, Object> object(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.stripLeading().startsWith("{")) {
                return READER.readValue(text);
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw UnverifiedToken.malformed("a part of it is not JSON");
        }
        throw UnverifiedToken.malformed("a part of it is not a JSON object");
    }
}
