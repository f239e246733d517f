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

import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a token. {@link #toString()} does not show them. */
public final class Claims {
    /**
     * The last second of the year 9999. A later time is a mistake of an issuer that wrote milliseconds, and would never
     * be reached.
     */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** Claims with a time, which describe the token and not the user. */
    public static final Set<String> TIMES =
            Set.of(JWTClaimNames.EXPIRATION_TIME, JWTClaimNames.NOT_BEFORE, JWTClaimNames.ISSUED_AT);

    private final Map<String, Object> values;

    private Claims(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    public static Claims parse(byte[] json) {
        return new Claims(StrictJson.object(json));
    }

    public static Claims of(JWTClaimsSet claims) {
        return new Claims(new HashMap<>(claims.getClaims()));
    }

    /** Returns claims that somebody other than an issuer states, such as a route that has verified them. */
    public static Claims of(Map<String, Object> named) {
        return new Claims(new HashMap<>(named));
    }

    /**
     * Returns these claims with the subject of {@code written}. Nimbus turns other types into text, so that {@code 1} and
     * {@code "1"} would be the same user.
     */
    public Claims withSubjectOf(Claims written) {
        Object subject = written.values.get(JWTClaimNames.SUBJECT);
        if (subject == null || subject instanceof String) {
            return this;
        }
        Map<String, Object> exact = new HashMap<>(values);
        exact.put(JWTClaimNames.SUBJECT, subject);
        return new Claims(exact);
    }

    /**
     * Returns the time, without fractions of a second; null if the claim is absent or null.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN} if the claim is not a number, or
     *     not between the years 1970 and 9999
     */
    @Nullable
    public Instant time(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        double seconds = seconds(value);
        if (isTime(seconds)) {
            return Instant.ofEpochSecond((long) seconds);
        }
        throw new SessionAccessDeniedException(
                "the claim '" + name + "' is " + insteadOfSeconds(value, seconds)
                        + ": configure the issuer to write the seconds since 1970 as a number",
                DenialReason.MALFORMED_TOKEN);
    }

    /** When the token was issued; null if it does not tell in seconds since 1970, which is no reason to refuse it. */
    @Nullable
    Instant issueTime() {
        double seconds = seconds(values.get(JWTClaimNames.ISSUED_AT));
        return isTime(seconds) ? Instant.ofEpochSecond((long) seconds) : null;
    }

    private static double seconds(@Nullable Object value) {
        if (value instanceof Date date) {
            return date.getTime() / 1000.0;
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static boolean isTime(double seconds) {
        return seconds >= 0 && seconds <= LAST_SECOND;
    }

    private static String insteadOfSeconds(Object value, double number) {
        if (value instanceof String) {
            return "text";
        }
        return number > LAST_SECOND && number <= LAST_SECOND * 1000.0
                ? "in milliseconds, or after the year 9999"
                : "not a time between the years 1970 and 9999";
    }

    /** Returns the time in the token, without any tolerance. */
    public Instant expiry() {
        Instant expiry = time(JWTClaimNames.EXPIRATION_TIME);
        if (expiry == null) {
            throw new SessionAccessDeniedException(
                    "the token has no 'exp': configure the issuer to set it", DenialReason.NO_EXPIRY);
        }
        return expiry;
    }

    public boolean has(String name) {
        return values.get(name) != null;
    }

    public boolean isEmpty(String name) {
        Object value = values.get(name);
        return value == null || value.equals("") || value.equals(List.of());
    }

    public boolean isText(String name) {
        Object value = values.get(name);
        return value instanceof String
                || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
    }

    public boolean is(String name, String expected) {
        return expected.equals(values.get(name));
    }

    /** Returns whether the claim is this text, or a list that contains it. */
    public boolean holds(String name, String expected) {
        return is(name, expected) || (values.get(name) instanceof List<?> list && list.contains(expected));
    }

    /**
     * Returns the claim as a text that differs for values of different types: {@code "1"} and {@code 1} are different
     * users. Null if the claim is absent or empty, or cannot tell users apart: an object, a list, or a number that is
     * not a 64-bit integer (a larger one lost digits when it was read).
     */
    @Nullable
    public String key(String name) {
        Object value = values.get(name);
        if (value instanceof String text) {
            return text.isEmpty() ? null : "text:" + text;
        }
        if (value instanceof Long || value instanceof Integer) {
            return "number:" + value;
        }
        return value instanceof Boolean ? "boolean:" + value : null;
    }

    /** A {@code jwtProcessor} makes dates of the times; seconds are what the token says. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.replaceAll((name, value) -> value instanceof Date date ? (Object) (date.getTime() / 1000) : value);
        return all;
    }

    @Override
    public String toString() {
        return "Claims[" + values.size() + "]";
    }
}
