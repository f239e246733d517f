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
package io.github.camelsession.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonValueTest {
    @Test
    void copyOfIsASliceThatNothingElseChanges() {
        byte[] json = "{\"a\":1.10}".getBytes(StandardCharsets.UTF_8);
        JsonValue value = JsonValue.copyOf(json, 5, 9);
        json[5] = '9';
        assertThat(value.text()).isEqualTo("1.10");
    }

    @Test
    void valueWithinAnArrayIsTheSameAsACopyOfIt() {
        byte[] json = "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
        JsonValue value = JsonValue.within(json, 5, 9);
        JsonValue copy = JsonValue.copyOf(json, 5, 9);
        assertThat(value).isEqualTo(copy).hasSameHashCodeAs(copy).hasToString("JsonValue[4 bytes]");
        assertThat(value.text()).isEqualTo("\"ä\"");
        assertThat(value.toUtf8()).isEqualTo(copy.toUtf8());
        assertThat(value.startsWith('"')).isTrue();
        byte[] target = new byte[6];
        assertThat(value.copyInto(target, 1)).isEqualTo(5);
        assertThat(target).containsExactly(0, '"', 0xC3, 0xA4, '"', 0);
        assertThat(value).isNotEqualTo(JsonValue.within(json, 4, 9)).isNotEqualTo(JsonValue.within(json, 5, 8));
    }

    @Test
    void toUtf8IsACopy() {
        JsonValue value = JsonValue.ofText("1");
        value.toUtf8()[0] = '9';
        assertThat(value.toUtf8()).containsExactly('1');
    }

    @Test
    void lengthIsInBytes() {
        assertThat(JsonValue.ofText("\"ä\"").length()).isEqualTo(4);
    }

    @Test
    void copyIntoAnswersTheIndexAfterTheValue() {
        byte[] target = new byte[5];
        assertThat(JsonValue.ofText("12").copyInto(target, 1)).isEqualTo(3);
        assertThat(target).containsExactly(0, '1', '2', 0, 0);
    }

    @Test
    void valuesAreEqualByTheirText() {
        JsonValue value = JsonValue.ofText("1.0");
        JsonValue same = JsonValue.ofText("1.0");
        assertThat(value).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(value).isNotEqualTo(JsonValue.ofText("1.00")).isNotEqualTo("1.0");
    }

    @Test
    void toStringDoesNotShowTheText() {
        assertThat(JsonValue.ofText("\"secret\"")).hasToString("JsonValue[8 bytes]");
    }
}
