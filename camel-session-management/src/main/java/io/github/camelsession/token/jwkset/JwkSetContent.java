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
package io.github.camelsession.token.jwkset;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The content of a JWK set, read key by key: a key that cannot be used does not affect the others (RFC 7517 section 5).
 *
 * @param leftOut for the log: type, {@code kid} and reason of each key that cannot be used, and nothing else about it
 * @param asExpected whether there are keys, and those left out are for encryption, so that nothing needs to be repaired
 */
record JwkSetContent(List<JWK> keys, List<String> leftOut, boolean asExpected) {
    private static final int SHOWN = 20;

    /**
     * @throws ParseException if the text is not a JWK set at all; it then does not mean either that a key was withdrawn
     */
    static JwkSetContent read(String text, Instant now) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(text);
        List<Object> entries = members == null ? null : JSONObjectUtils.getJSONArray(members, "keys");
        if (entries == null) {
            throw new ParseException("it has no 'keys'", 0);
        }
        if (!entries.isEmpty() && entries.stream().noneMatch(Map.class::isInstance)) {
            throw new ParseException("none of its 'keys' is a JSON object", 0);
        }
        return read(entries, now);
    }

    private static JwkSetContent read(List<Object> entries, Instant now) {
        List<JWK> keys = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean odd = false;
        for (Object entry : entries) {
            try {
                keys.add(JwkRules.usable(entry, now));
            } catch (Exception e) {
                leftOut.add(JwkRules.name(entry) + " (" + JwkRules.reason(e) + ")");
                odd = odd || !JwkRules.isForEncryption(entry);
            }
        }
        return new JwkSetContent(List.copyOf(keys), List.copyOf(leftOut), !odd && !keys.isEmpty());
    }

    @Override
    public String toString() {
        String used = "the JWK set was read, and " + keys.size() + " of its " + (keys.size() + leftOut.size())
                + " keys can be used";
        String more = leftOut.size() > SHOWN ? " and " + (leftOut.size() - SHOWN) + " more" : "";
        return leftOut.isEmpty()
                ? used
                : leftOut.stream().limit(SHOWN).collect(Collectors.joining(", ", used + "; left out: ", more));
    }
}
