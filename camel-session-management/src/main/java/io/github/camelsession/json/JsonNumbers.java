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

import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds numbers exactly, within Jackson's limit on the length of a number. */
public final class JsonNumbers {
    private static final int MAX_LENGTH =
            Jackson.FACTORY.streamReadConstraints().getMaxNumberLength();

    private JsonNumbers() {}

    /**
     * Returns the sum; if nothing is stored, that is the number itself.
     *
     * @param name of the attribute, for the exception
     * @param stored null if there is none
     * @throws SessionValueException if one of them is not a number, or if the sum has too many digits
     */
    public static JsonValue add(String name, @Nullable JsonValue stored, JsonValue number) {
        BigDecimal added = decimal(name, number, "of the message is ");
        BigDecimal before = stored == null ? BigDecimal.ZERO : decimal(name, stored, "is stored as ");
        if (digits(before, added) > MAX_LENGTH) {
            throw tooLong(name);
        }
        return stored == null ? number : JsonValue.ofText(text(name, before.add(added)));
    }

    private static BigDecimal decimal(String name, JsonValue value, String where) {
        byte[] json = value.toUtf8();
        if (json[0] != '-' && (json[0] < '0' || json[0] > '9')) {
            throw new SessionValueException(where + JsonKind.of(json) + ", and ADD needs a number", name);
        }
        try {
            if (json.length <= MAX_LENGTH) {
                BigDecimal decimal = new BigDecimal(value.text());
                // However many zeros it is written with.
                return decimal.signum() == 0 && Math.abs((long) decimal.scale()) > MAX_LENGTH
                        ? BigDecimal.ZERO
                        : decimal;
            }
        } catch (NumberFormatException e) {
            // An exponent beyond its range. No cause, because it quotes the number.
        }
        throw new SessionValueException(
                where + "a number beyond the limits of ADD: at most " + MAX_LENGTH
                        + " characters, and an exponent that a Java BigDecimal has",
                name);
    }

    /** Returns how many digits the sum may have when it is written without an exponent. */
    private static long digits(BigDecimal one, BigDecimal other) {
        long first = Math.max((long) one.precision() - one.scale(), (long) other.precision() - other.scale());
        long last = Math.min(-(long) one.scale(), -(long) other.scale());
        return Math.max(first, 1) - Math.min(last, 0);
    }

    private static String text(String name, BigDecimal sum) {
        String text = sum.scale() >= 0 && sum.scale() <= MAX_LENGTH ? sum.toPlainString() : sum.toString();
        String shorter = text.length() <= MAX_LENGTH ? text : sum.toString();
        if (shorter.length() > MAX_LENGTH) {
            throw tooLong(name);
        }
        return shorter;
    }

    private static SessionValueException tooLong(String name) {
        return new SessionValueException(
                "would have a sum of more than " + MAX_LENGTH + " digits; nothing was added", name);
    }
}
