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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelsession.SessionValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies made of Java objects. */
class TreeBodyTest {
    @Test
    void putTakesTheNamedEntriesInMapOrder() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("b", List.of(1, "x"));
        body.put("skipped", Instant.EPOCH);
        body.put("a", null);

        assertThat(put(body, "a,b,c")).containsExactly(entry("b", "[1,\"x\"]"), entry("a", "null"));
    }

    @Test
    void putTakesAllEntries() {
        assertThat(put(new TreeMap<>(Map.of("b", 1, "a", true)))).containsExactly(entry("a", "true"), entry("b", "1"));
    }

    @Test
    void putTakesNumbersOutOfAMapExactly() {
        assertThat(put(Map.of("n", new BigDecimal("1.10")))).containsOnly(entry("n", "1.10"));
        assertThat(put(Map.of("n", new BigDecimal("1E+400")))).containsOnly(entry("n", "1E+400"));
        assertThat(put(Map.of("n", new BigInteger("9".repeat(40))))).containsOnly(entry("n", "9".repeat(40)));
        assertThat(put(Map.of("n", -0.0d))).containsOnly(entry("n", "-0.0"));
    }

    @Test
    void getMakesANewMapAndLeavesTheGivenOneAlone() {
        Map<String, Object> body = Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", 1)));

        Object got = get(body, "b", "{\"x\":[true,false,null,\"\\u00e4\"]}");

        assertThat(got).isEqualTo(Map.of("a", 1, "b", Map.of("x", Arrays.asList(true, false, null, "\u00e4"))));
        assertThat(body).containsOnly(entry("a", 1));
    }

    @Test
    void getReplacesAnEntryInItsPlace() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("a", 1);
        body.put("b", 2);

        assertThat((Map<?, ?>) get(body, "a", "null")).isEqualTo(nullAnd2()).hasToString("{a=null, b=2}");
    }

    private static Map<String, @Nullable Object> nullAnd2() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", 2);
        return map;
    }

    @Test
    void camelsJsonObjectIsAMap() {
        JsonObject body = new JsonObject();
        body.put("a", 1);

        assertThat(put(body)).containsOnly(entry("a", "1"));
        assertThat(get(body, "b", "2")).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(body).hasSize(1);
    }

    @Test
    void getGivesNumbersExactly() {
        assertThat(number("1")).isEqualTo(1);
        assertThat(number("12345678901")).isEqualTo(12345678901L);
        assertThat(number("9".repeat(40))).isEqualTo(new BigInteger("9".repeat(40)));
        assertThat(number("1.10")).isEqualTo(new BigDecimal("1.10"));
        assertThat(number("0.00")).isEqualTo(new BigDecimal("0.00"));
        assertThat(number("1E400")).isEqualTo(new BigDecimal("1E400"));
        assertThat(number("0")).isEqualTo(0);
        assertThat(number("-0")).isEqualTo(-0.0d);
        assertThat(number("-0.0")).isEqualTo(-0.0d);
        assertThat(number("-0e7")).isEqualTo(-0.0d);
    }

    private static @Nullable Object number(String text) {
        return ((Map<?, ?>) get(Map.of(), "n", text)).get("n");
    }

    @Test
    void aNumberThatNoBigDecimalHoldsIsRefused() {
        assertThatThrownBy(() -> get(Map.of(), "n", "1E99999999999"))
                .isInstanceOfSatisfying(
                        SessionValueException.class,
                        unfit -> assertThat(unfit.getField()).isEqualTo("n"))
                .hasMessage("holds a number beyond the range of BigDecimal; get it into a body that is text")
                .hasNoCause();
    }

    @Test
    void aValueBeyondTheLimitsIsNotMadeIntoObjects() {
        assertThatThrownBy(() -> get(Map.of(), "n", "[".repeat(1001) + "]".repeat(1001)))
                .isInstanceOf(SessionValueException.class)
                .hasMessageStartingWith("is JSON that exceeds a limit: Document nesting depth (1001)");
    }

    @Test
    void aValueAsDeepAsTheLimitIsMadeIntoObjects() {
        String deep = "[".repeat(999) + "]".repeat(999);

        assertThat(put(get(Map.of(), "n", deep))).containsOnly(entry("n", deep));
        assertThat(put(get(JsonNodeFactory.instance.objectNode(), "n", deep))).containsOnly(entry("n", deep));
    }

    @Test
    void anObjectNodeStaysOneAndTheGivenOneIsLeftAlone() throws Exception {
        ObjectNode body = (ObjectNode) new ObjectMapper().readTree("{\"a\":{\"x\":1},\"b\":2}");

        assertThat(put(body, "a")).containsOnly(entry("a", "{\"x\":1}"));
        Object got = get(body, "b", "[1.10,-0.0,1,1E400]");

        assertThat(got).isInstanceOf(ObjectNode.class).hasToString("{\"a\":{\"x\":1},\"b\":[1.10,-0.0,1,1E+400]}");
        assertThat(((JsonNode) got).get("b").get(0)).isEqualTo(DecimalNode.valueOf(new BigDecimal("1.10")));
        assertThat(body).hasToString("{\"a\":{\"x\":1},\"b\":2}");
    }

    @Test
    void getPutsANullNodeIntoAnObjectNode() {
        Object got = get(JsonNodeFactory.instance.objectNode(), "a", "null");

        assertThat(((JsonNode) got).get("a")).isEqualTo(NullNode.getInstance());
    }

    public record Cart(String owner, @Nullable BigDecimal total) {}

    @Test
    void aPojoIsReadAndGetMakesAMapOfIt() {
        Cart body = new Cart("kim", new BigDecimal("1.10"));

        assertThat(put(body)).containsOnly(entry("owner", "\"kim\""), entry("total", "1.10"));
        assertThat(get(body, "total", "2")).isEqualTo(Map.of("owner", "kim", "total", 2));
    }

    @Test
    void getOfNothingLeavesAMapAlone() {
        Map<String, Object> body = Map.of("a", 1);

        assertThat(get(message(body), Map.of())).isSameAs(body);
    }
}
