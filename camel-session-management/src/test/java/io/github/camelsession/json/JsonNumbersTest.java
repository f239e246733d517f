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
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {
    private static String sum(String stored, String added) {
        return JsonNumbers.add("n", JsonValue.ofText(stored), JsonValue.ofText(added))
                .text();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 3",
        "1, -1, 0",
        "0.1, 0.2, 0.3",
        "1.10, 2, 3.10",
        "1E2, 1, 101",
        "1E400, 1E400, 2E+400",
        "0.0000001, 0.0000001, 0.0000002",
        "-0, 0, 0",
        "0E999999999, 1, 1",
        "9999999999999999999999999999999999999999, 1, 10000000000000000000000000000000000000000"
    })
    void sumIsExact(String stored, String added, String sum) {
        assertThat(sum(stored, added)).isEqualTo(sum);
    }

    @Test
    void aTenthTenTimesIsOne() {
        String sum = "0.1";
        for (int i = 1; i < 10; i++) {
            sum = sum(sum, "0.1");
        }
        assertThat(sum).isEqualTo("1.0");
    }

    @Test
    void withNothingStoredTheNumberStaysAsItIs() {
        assertThat(JsonNumbers.add("n", null, JsonValue.ofText("1E400")).text()).isEqualTo("1E400");
    }

    @Property
    void sumIsWhatBigDecimalSays(
            @ForAll @BigRange(min = "-1e30", max = "1e30") @Scale(20) BigDecimal one,
            @ForAll @BigRange(min = "-1e30", max = "1e30") @Scale(20) BigDecimal other) {
        assertThat(new BigDecimal(sum(one.toString(), other.toString()))).isEqualTo(one.add(other));
    }

    @Test
    void integersOfAsManyDigitsAsJacksonReadsAreAdded() {
        BigInteger large = BigInteger.TEN.pow(999);
        assertThat(sum(large.toString(), "1"))
                .isEqualTo(large.add(BigInteger.ONE).toString());
    }

    @ParameterizedTest
    @CsvSource({"1E1000, 1", "1, 1E-1000", "1E2147483647, 1", "1E2147483000, 1E-2147483000", "1E999999999, 1E999999999"
    })
    void sumBeyondTheLimitIsRefusedAtOnce(String stored, String added) {
        assertThatThrownBy(() -> sum(stored, added))
                .isInstanceOf(SessionValueException.class)
                .hasMessageContaining("1000 digits");
    }

    @Test
    void firstNumberIsWithinTheLimitToo() {
        assertThatThrownBy(() -> JsonNumbers.add("n", null, JsonValue.ofText("1E999999999")))
                .isInstanceOf(SessionValueException.class)
                .hasMessageContaining("1000 digits");
    }

    @Test
    void carryBeyondTheLimitIsRefused() {
        String nines = "9".repeat(1000);
        assertThatThrownBy(() -> sum(nines, "1")).isInstanceOf(SessionValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E9999999999", "1E-9999999999"})
    void exponentThatNoBigDecimalHasIsRefused(String number) {
        assertThatThrownBy(() -> sum("1", number))
                .isInstanceOf(SessionValueException.class)
                .hasMessageNotContaining("9999999999")
                .hasNoCause();
        assertThatThrownBy(() -> JsonNumbers.add("n", null, JsonValue.ofText(number)))
                .isInstanceOf(SessionValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "[1]", "{}", "null", "true"})
    void whatIsNoNumberIsRefused(String value) {
        assertThatThrownBy(() -> sum(value, "1"))
                .isInstanceOf(SessionValueException.class)
                .hasMessageStartingWith("is stored as ");
        assertThatThrownBy(() -> sum("1", value))
                .isInstanceOf(SessionValueException.class)
                .hasMessageStartingWith("of the message is ");
        assertThatThrownBy(() -> JsonNumbers.add("n", null, JsonValue.ofText(value)))
                .isInstanceOf(SessionValueException.class);
    }
}
