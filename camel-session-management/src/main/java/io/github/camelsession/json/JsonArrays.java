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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Appends to arrays in their text; the elements that were there keep every byte. */
public final class JsonArrays {
    private JsonArrays() {}

    /**
     * @param name of the attribute, for the exception
     * @param array null if there is none
     * @param most the number of last elements that are kept; 0 for all
     * @throws SessionValueException if what is there is not an array
     */
    public static JsonValue append(String name, @Nullable JsonValue array, JsonValue element, int most) {
        byte[] before = array == null ? new byte[] {'[', ']'} : array.toUtf8();
        if (before[0] != '[') {
            throw new SessionValueException(
                    "is stored as " + JsonKind.of(before) + ", and APPEND needs an array", name);
        }
        // Fewer elements than bytes: nothing of that size is made for a number that is out of all proportion.
        int from = most == 0 || most > before.length ? 1 : startOfLast(before, most - 1);
        int to = before.length - 1;
        while (to > from && ObjectScan.isWhiteSpace(before[to - 1])) {
            to--;
        }
        while (from < to && ObjectScan.isWhiteSpace(before[from])) {
            from++;
        }
        boolean comma = to > from;
        byte[] after = new byte[to - from + element.length() + (comma ? 3 : 2)];
        after[0] = '[';
        System.arraycopy(before, from, after, 1, to - from);
        int at = 1 + to - from;
        if (comma) {
            after[at++] = ',';
        }
        at = element.copyInto(after, at);
        after[at] = ']';
        return JsonValue.copyOf(after, 0, after.length);
    }

    /** Returns where the last so many elements begin. */
    private static int startOfLast(byte[] array, int count) {
        int[] starts = new int[count];
        int elements = 0;
        try (JsonParser parser = Jackson.STORED.createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (count > 0) {
                    starts[elements % count] =
                            (int) parser.currentTokenLocation().getByteOffset();
                }
                elements++;
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A JSON value that was read cannot be read again", e);
        }
        if (elements <= count) {
            return 1;
        }
        return count == 0 ? array.length - 1 : starts[elements % count];
    }
}
