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
package io.github.camelsession.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** The JSON objects of a token. */
final class StrictJson {
    private StrictJson() {}

    /**
     * Malformed UTF-8 and names that come twice are refused too: two different tokens must not read the same.
     *
     * @throws TokenRefusedException with {@link Reason#MALFORMED_TOKEN}
     */
    static Map<String, Object> object(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.stripLeading().startsWith("{")) {
                return JSONObjectUtils.parse(text);
            }
        } catch (CharacterCodingException | ParseException e) {
            throw SignedToken.malformed("a part of it is not JSON");
        }
        // Gson would make an object of an array of pairs, too.
        throw SignedToken.malformed("a part of it is not a JSON object");
    }
}
