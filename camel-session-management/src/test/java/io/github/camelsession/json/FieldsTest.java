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

import static io.github.camelsession.json.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.session.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of attributes and of fields that differ, and JSON Pointers. */
class FieldsTest {
    private static final String ORDER = "{\"id\":7, \"customer\":{\"name\":\"Ada\", \"address\":{\"city\":\"Bonn\"}},"
            + " \"items\":[{\"n\":1.10}, [2]], \"a/b\":{\"m~n\":true}, \"\":{\"\":0}}";

    private static Map<String, String> read(Object body, String fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        Messages.BODY
                .of(message(body))
                .read(Fields.parse(fields))
                .forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "order=id, 7",
        "order = id, 7",
        "id=id, 7",
        "x=/id, 7",
        "x=/customer/address/city, \"Bonn\"",
        "x=/customer/address, {\"city\":\"Bonn\"}",
        "x=/items/0/n, 1.10",
        "x=/items/1/0, 2",
        "x=/a~1b/m~0n, true",
        "x=//, 0"
    })
    void fieldIsFoundByItsNameOrPointer(String fields, String value) {
        assertThat(read(ORDER, fields).values()).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=nothing",
                "x=/customer/age",
                "x=/id/0",
                "x=/items/2",
                "x=/items/01",
                "x=/items/-",
                "x=/items/n",
                "x=/a/b"
            })
    void whatIsNotThereIsLeftOut(String fields) {
        assertThat(read(ORDER, fields)).isEmpty();
    }

    @Test
    void pointerMayBeAsDeepAsABodyMayBe() {
        assertThat(read("{\"x\":".repeat(1000) + "1" + "}".repeat(1000), "a=" + "/x".repeat(1000)))
                .containsExactly(Map.entry("a", "1"));
    }

    @Test
    void pointerThatIsDeeperIsRefusedBeforeItExhaustsTheStack() {
        assertThatThrownBy(() -> read("{\"x\":{}}", "a=" + "/x".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1000 parts");
    }

    @Test
    void severalItemsMayLieWithinEachOther() {
        assertThat(read(ORDER, "who=customer,city=/customer/address/city,id,where=/customer/address"))
                .containsEntry("who", "{\"name\":\"Ada\", \"address\":{\"city\":\"Bonn\"}}")
                .containsEntry("city", "\"Bonn\"")
                .containsEntry("where", "{\"city\":\"Bonn\"}")
                .containsEntry("id", "7")
                .hasSize(4);
    }

    @Test
    void bodiesOfEveryKindAreReadAlike() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, String> expected = read(ORDER, "x=/customer/address/city,n=/items/0/n");
        byte[] bytes = ORDER.getBytes(StandardCharsets.UTF_8);
        for (Object body : List.of(
                bytes,
                new ByteArrayInputStream(bytes),
                mapper.readTree(ORDER),
                Map.of(
                        "customer",
                        Map.of("address", Map.of("city", "Bonn")),
                        "items",
                        List.of(Map.of("n", new java.math.BigDecimal("1.10")))))) {
            Map<String, String> found = read(body, "x=/customer/address/city,n=/items/0/n");
            assertThat(found.get("x")).isEqualTo(expected.get("x"));
            assertThat(Double.valueOf(found.get("n"))).isEqualTo(1.1);
        }
    }

    @Test
    void lastOfSeveralMembersOfOneNameCounts() {
        String body = "{\"a\":{\"b\":1,\"c\":2},\"a\":{\"c\":3}}";
        assertThat(read(body, "b=/a/b,c=/a/c")).containsExactly(Map.entry("c", "3"));
        assertThat(read("{\"a\":{\"b\":1},\"a\":7}", "b=/a/b")).isEmpty();
    }

    @Test
    void brokenTextWithinAPointerIsRefused() {
        assertThat(Messages.refusal("{\"a\":{\"b\":1,}}")).isNotEmpty();
        assertThatThrownBy(() -> read("{\"a\":{\"b\":1,}}", "b=/a/b")).hasMessageContaining("text that is not JSON");
    }

    @Test
    void valuesAreWrittenUnderTheNamesOfTheirFields() {
        assertThat(Fields.parse("order=id,x").toFields(Messages.values(Map.of("order", "1", "x", "2"))))
                .isEqualTo(Messages.values(Map.of("id", "1", "x", "2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=b=c", "a=", "=b", "a=b,", "a=*", "*=a", "/a/b", "x,/a", "a=b,a=c", "a=b,*", "a=/x/~2", "a=/~"
            })
    void whatCannotBeMeantIsRefused(String fields) {
        assertThatThrownBy(() -> Fields.parse(fields)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void collectionOfNamesMayHoldAnyName() {
        Fields fields = Fields.of(io.github.camelsession.session.FieldNames.of(List.of("/a/b", "a=b", "*")));
        Map<String, JsonValue> found = Messages.BODY
                .of(message("{\"/a/b\":1,\"a=b\":2,\"*\":3,\"a\":4}"))
                .read(fields);
        assertThat(found).containsOnlyKeys("/a/b", "a=b", "*");
    }

    @Test
    void sharedFieldAndPointerAreTold() {
        assertThat(Fields.parse("a=x,b=x").sharedField(false)).isEqualTo("x");
        assertThat(Fields.parse("a=x,x").sharedField(false)).isEqualTo("x");
        assertThat(Fields.parse("a=x,b=X").sharedField(false)).isEmpty();
        assertThat(Fields.parse("a=x,b=X").sharedField(true)).isEqualTo("X");
        assertThat(Fields.parse("a,b=/c").pointer()).isEqualTo("/c");
        assertThat(Fields.parse("a,b=c").pointer()).isEmpty();
    }
}
