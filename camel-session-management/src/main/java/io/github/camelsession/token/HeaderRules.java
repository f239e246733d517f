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

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.HeaderParameterNames;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token's header must not say, whatever key signed it. */
final class HeaderRules {
    /** RFC 7519 section 5.1 and RFC 9068 section 2.1; media types may leave out {@code application/}. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private HeaderRules() {}

    static void check(Map<String, Object> parameters, String algorithm) {
        if (parameters.containsKey(HeaderParameterNames.ENCRYPTION_ALGORITHM)) {
            throw new TokenRefusedException(
                    Reason.ENCRYPTED_TOKEN, "the token is encrypted (JWE): send a signed one (JWS)");
        }
        if (algorithm.equalsIgnoreCase(Algorithm.NONE.getName())) {
            throw new TokenRefusedException(Reason.UNSECURED_TOKEN, "the token is not signed: send a signed one");
        }
        if (parameters.containsKey(HeaderParameterNames.CRITICAL)) {
            throw new TokenRefusedException(
                    Reason.UNSUPPORTED_CRITICAL_HEADER,
                    "the token has critical header parameters ('crit'), and none are supported");
        }
        if (!supportedType(parameters.get(HeaderParameterNames.TYPE))) {
            throw new TokenRefusedException(
                    Reason.UNSUPPORTED_TYPE, "the token's 'typ' is neither absent nor JWT nor at+jwt");
        }
    }

    private static boolean supportedType(@Nullable Object type) {
        return type == null || (type instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT)));
    }
}
