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
package io.github.camelsession.token.key;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.UnverifiedToken;
import java.util.Locale;
import java.util.Set;

/**
 * What a token is used for, and which {@code typ} fits: none, or one that leaves it open. {@code JOSE} says as little as
 * none (RFC 7515 section 4.1.9), and SPIFFE writes it. {@code application/} may be left out of a media type.
 */
public enum TokenPurpose {
    /** RFC 7519 section 5.1 and RFC 9068 section 2.1. */
    LOGIN("at+jwt", "an access or identity token"),
    /** OpenID Connect Back-Channel Logout 1.0 section 2.4. */
    LOGOUT("logout+jwt", "a logout token");

    private static final Set<String> OPEN = Set.of("jwt", "jose");
    private static final String MEDIA_TYPE = "application/";

    private final String type;
    private final String wanted;

    TokenPurpose(String type, String wanted) {
        this.type = type;
        this.wanted = wanted;
    }

    /** @throws SessionAccessDeniedException with {@link DenialReason#UNSUPPORTED_TYPE} */
    public void check(UnverifiedToken token) {
        Object found = token.type();
        if (found != null && !(found instanceof String text && fits(text.toLowerCase(Locale.ROOT)))) {
            throw new SessionAccessDeniedException(
                    "the token's 'typ' is neither absent nor JWT, " + type + " or JOSE: send " + wanted,
                    DenialReason.UNSUPPORTED_TYPE);
        }
    }

    private boolean fits(String found) {
        String subtype = found.startsWith(MEDIA_TYPE) ? found.substring(MEDIA_TYPE.length()) : found;
        return subtype.equals(type) || OPEN.contains(subtype);
    }
}
