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
package io.github.camelsession.login;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.camelsession.component.FieldNameCheck;
import io.github.camelsession.component.StepErrors;
import io.github.camelsession.json.Fields;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rules for claims that a message asks for, at the start by name and with each message by value. */
final class AskedClaims {
    static final String SUBJECT = "sub";

    /** What the component says by itself, and {@code events}, which makes a log-out of a login. */
    private static final Set<String> RESERVED =
            Set.of("iss", "aud", "exp", "nbf", "iat", "jti", "sid", "auth_time", "events");

    private static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AskedClaims() {}

    /** @throws IllegalArgumentException if the option {@code claims} cannot be meant; it says what to write */
    static Fields parse(String option) {
        Fields fields;
        try {
            fields = Fields.parse(option);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option claims: " + e.getMessage() + "; write names separated by commas, or * alone", e);
        }
        fields.attributes().names().forEach(AskedClaims::checkName);
        if (!fields.attributes().contains(SUBJECT)) {
            throw new IllegalArgumentException("Option claims: it has no " + SUBJECT
                    + ", and a token is of somebody: add " + SUBJECT + ", as in claims=" + SUBJECT + "," + fields);
        }
        return fields;
    }

    private static void checkName(String name) {
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("Option claims: '" + name + "' is a claim that " + whose(name)
                    + ", and no message can set it: leave it out");
        }
        if (FieldNameCheck.isExpression(name)) {
            throw new IllegalArgumentException("Option claims: '" + name + "' is an expression, and claims are names of"
                    + " top-level members of the body: make the value such a member before the step");
        }
    }

    private static String whose(String name) {
        return name.equals("events") ? "log-out tokens have" : "session-token writes itself";
    }

    /**
     * @param claims with {@code sub}
     * @throws UnfitClaimException if one of them cannot be in a token
     */
    static void check(Map<String, JsonValue> claims) {
        claims.forEach((name, value) -> {
            if (RESERVED.contains(name)) {
                throw new UnfitClaimException("with claims=* the body has '" + name + "', a claim that " + whose(name)
                        + ": remove it from the body, or name the fields in the option claims");
            }
            if (!isWellFormed(name)) {
                throw new UnfitClaimException("the claim " + StepErrors.shown(name)
                        + " has half a character (an unpaired surrogate)" + " in its name: send it whole");
            }
            String text = value.text();
            if (!text.startsWith("\"")) {
                checkParts(name, text);
            }
        });
        checkSubject(Objects.requireNonNull(claims.get(SUBJECT), "the caller has looked for it"));
    }

    /**
     * Verifiers refuse a token in which a name comes twice, for two readers could see different ones, and one with a number
     * that they cannot read.
     */
    private static void checkParts(String claim, String json) {
        try (JsonParser parser = STRICT.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !hasDecimal(parser)) {
                    throw new UnfitClaimException("the field for the claim " + StepErrors.shown(claim)
                            + " holds a number whose exponent no token can have: send a smaller one");
                }
            }
        } catch (IOException e) {
            // Without the cause, which quotes what is there.
            throw new UnfitClaimException("the field for the claim " + StepErrors.shown(claim)
                    + " holds an object with a name that" + " comes twice: send each name once");
        }
    }

    private static boolean hasDecimal(JsonParser parser) {
        try {
            parser.getDecimalValue();
            return true;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static void checkSubject(JsonValue value) {
        String json = value.text();
        if (!json.startsWith("\"")) {
            throw new UnfitClaimException(
                    "the field 'sub' is not text: send the user's name or number in quotes, such as" + " \"42\"");
        }
        String subject = text(json);
        if (subject.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw new UnfitClaimException("the field 'sub' is blank: set it to what tells this user from all others");
        }
        if (!isWellFormed(subject)) {
            throw new UnfitClaimException(
                    "the field 'sub' has half a character (an unpaired surrogate): send it whole");
        }
    }

    /** Texts that are not would be different, and yet the same in UTF-8. */
    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String text(String json) {
        if (json.indexOf('\\') < 0) {
            return json.substring(1, json.length() - 1);
        }
        try (JsonParser parser = STRICT.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException("A JSON string that was read cannot be read again", e);
        }
    }
}
