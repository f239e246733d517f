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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArraysTest {
    private static String appended(String array, String element, int most) {
        return JsonArrays.append("list", JsonValue.ofText(array), JsonValue.ofText(element), most)
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[]; 1; [1]",
                "[  ]; 1; [1]",
                "[1]; 2; [1,2]",
                "[ 1.10 , [2 ] ]; {\"a\":[]}; [1.10 , [2 ],{\"a\":[]}]",
                "[\"]\"]; null; [\"]\",null]"
            })
    void elementIsTheLastOne(String array, String element, String result) {
        assertThat(appended(array, element, 0)).isEqualTo(result);
    }

    @Test
    void arrayThatIsNotThereIsMade() {
        assertThat(JsonArrays.append("list", null, JsonValue.ofText("1"), 3).text())
                .isEqualTo("[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1; [9]",
                "2; [[3, 4],9]",
                "3; [\"2,]\",[3, 4],9]",
                "4; [{\"a\":[1]} ,\"2,]\",[3, 4],9]",
                "5; [{\"a\":[1]} ,\"2,]\",[3, 4],9]",
                "2147483647; [{\"a\":[1]} ,\"2,]\",[3, 4],9]",
                "1000; [{\"a\":[1]} ,\"2,]\",[3, 4],9]"
            })
    void onlyTheLastElementsAreKept(int most, String result) {
        assertThat(appended("[ {\"a\":[1]} ,\"2,]\",[3, 4] ]", "9", most)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"[\"", "1", "null", "true"})
    void whatIsNoArrayIsRefused(String stored) {
        assertThatThrownBy(() -> appended(stored, "1", 0))
                .isInstanceOfSatisfying(
                        SessionValueException.class,
                        e -> assertThat(e.getField()).isEqualTo("list"))
                .hasMessageContaining("APPEND needs an array");
    }
}
