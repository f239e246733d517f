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

import static io.github.camelsession.json.Messages.get;
import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.session.FieldNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in, text out; the charset and the kind do not matter here. */
class TextBodyTest {
    @Test
    void putTakesOnlyTheNamedFields() {
        assertThat(put("{\"a\":1,\"b\":{\"a\":2},\"c\":[3]}", "c,a")).containsOnly(entry("a", "1"), entry("c", "[3]"));
    }

    @Test
    void putTakesAllFieldsInBodyOrder() {
        assertThat(put("{\"b\":1,\"a\":2}")).containsExactly(entry("b", "1"), entry("a", "2"));
    }

    @Test
    void putOfFieldsThatAreNotThereTakesNone() {
        assertThat(put("{\"a\":1}", "b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1.10",
                "1E400",
                "1e-400",
                "1234567890123456789012345678901234567890",
                "true",
                "false",
                "null",
                "\"\"",
                "\"\\u0061\\/\\ud800\"",
                "\"\u00e4\u20ac\ud83d\ude00\"",
                "[]",
                "{}",
                "[ 1 , {\"x\" : 2 } ]",
                "{\"a\":1,\"a\":2}"
            })
    void putTakesTheTextOfTheValueAndNothingAroundIt(String value) {
        assertThat(put("{\"x\":0 , \"a\" :\t" + value + " \r\n, \"y\":0}", "a")).containsOnly(entry("a", value));
        assertThat(put("{\"a\":" + value + "}", "a")).containsOnly(entry("a", value));
    }

    @Test
    void putOfARepeatedNameTakesTheLastValue() {
        assertThat(put("{\"a\":1,\"b\":0,\"a\":2}")).containsExactly(entry("a", "2"), entry("b", "0"));
    }

    @Test
    void putMatchesTheNameNotItsSpelling() {
        assertThat(put("{\"\\u0061\":1}", "a")).containsOnly(entry("a", "1"));
    }

    @Test
    void putTakesAFieldWithAnEmptyName() {
        assertThat(put(message("{\"\":1}"), FieldNames.of(List.of("")))).containsOnly(entry("", "1"));
    }

    @Test
    void putLeavesTheBodyAlone() {
        String body = "{\"a\":1}";
        Message message = message(body);

        put(message, FieldNames.ALL);

        assertThat(message.getBody()).isSameAs(body);
    }

    @Test
    void getAddsBehindTheLastMember() {
        assertThat(get("{\"a\":1}", "b", "2")).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void getKeepsTheWhiteSpace() {
        assertThat(get(" {\n  \"a\" : 1\n}\n", "b", "2")).isEqualTo(" {\n  \"a\" : 1,\"b\":2\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"x\":2}", "{}", "\"}\"", "true"})
    void getAddsBehindAMemberOfAnyKind(String last) {
        assertThat(get("{\"a\":" + last + " }", "b", "2")).isEqualTo("{\"a\":" + last + ",\"b\":2 }");
    }

    @Test
    void getAddsSeveralInTheOrderGiven() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("z", "1");
        attributes.put("y", "2");

        assertThat(get(message("{\"a\":0}"), attributes)).isEqualTo("{\"a\":0,\"z\":1,\"y\":2}");
    }

    @Test
    void getFillsAnEmptyObject() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("a", "1");
        attributes.put("b", "2");

        assertThat(get(message("{ }"), attributes)).isEqualTo("{\"a\":1,\"b\":2 }");
    }

    @Test
    void getReplacesInPlace() {
        assertThat(get("{\"a\": 1 ,\"b\":{\"a\":1}}", "a", "[2.50]")).isEqualTo("{\"a\": [2.50] ,\"b\":{\"a\":1}}");
    }

    @Test
    void getReplacesEveryRepetition() {
        assertThat(get("{\"a\":1,\"b\":0,\"\\u0061\":\"x\"}", "a", "2")).isEqualTo("{\"a\":2,\"b\":0,\"\\u0061\":2}");
    }

    @Test
    void getReplacesAndAddsInOneStep() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("new", "1");
        attributes.put("a", "2");

        assertThat(get(message("{\"a\":\"old\"}"), attributes)).isEqualTo("{\"a\":2,\"new\":1}");
    }

    @Test
    void getEscapesNames() {
        assertThat(get("{}", "a\"\n\u00e4", "1")).isEqualTo("{\"a\\\"\\n\u00e4\":1}");
    }

    @Test
    void getEscapesAnUnpairedSurrogateInAName() {
        assertThat(get("{}", "\ud83d\ude00\ud800", "1")).isEqualTo("{\"\ud83d\ude00\\uD800\":1}");
    }

    @Test
    void getWithoutAttributesLeavesTheBodyAlone() {
        String body = " {\"a\":1} ";

        assertThat(get(message(body), Map.of())).isSameAs(body);
    }

    @Test
    void aByteOrderMarkIsKept() {
        assertThat(put("\uFEFF{\"a\":1}", "a")).containsOnly(entry("a", "1"));
        assertThat(get("\uFEFF{\"a\":1}", "a", "22")).isEqualTo("\uFEFF{\"a\":22}");
    }

    @Test
    void aLargeValueIsTakenAndPutBack() {
        String value = '"' + "\u00e4".repeat(500_000) + '"';

        assertThat(put("{\"a\":" + value + "}", "a")).containsOnly(entry("a", value));
        assertThat(get("{\"a\":1}", "a", value)).isEqualTo("{\"a\":" + value + "}");
    }

    @Test
    void aStringBeyondTheLimitMayStandWhereNobodyAsksForIt() {
        String huge = '"' + "x".repeat(20_000_001) + '"';

        assertThat(put("{\"a\":1,\"huge\":" + huge + "}", "a")).containsOnly(entry("a", "1"));
    }
}
