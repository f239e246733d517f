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

import io.github.camelsession.session.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    private static String merged(String target, String patch) {
        return MergePatch.apply(JsonValue.ofText(target), JsonValue.ofText(patch))
                .text();
    }

    /** RFC 7396, appendix A, in its order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"}; {\"a\":\"c\"}; {\"a\":\"c\"}",
                "{\"a\":\"b\"}; {\"b\":\"c\"}; {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}; {\"a\":null}; {}",
                "{\"a\":\"b\",\"b\":\"c\"}; {\"a\":null}; {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}; {\"a\":\"c\"}; {\"a\":\"c\"}",
                "{\"a\":\"c\"}; {\"a\":[\"b\"]}; {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}; {\"a\":{\"b\":\"d\",\"c\":null}}; {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}; {\"a\":[1]}; {\"a\":[1]}",
                "[\"a\",\"b\"]; [\"c\",\"d\"]; [\"c\",\"d\"]",
                "{\"a\":\"b\"}; [\"c\"]; [\"c\"]",
                "{\"a\":\"foo\"}; null; null",
                "{\"a\":\"foo\"}; \"bar\"; \"bar\"",
                "{\"e\":null}; {\"a\":1}; {\"e\":null,\"a\":1}",
                "[1,2]; {\"a\":\"b\",\"c\":null}; {\"a\":\"b\"}",
                "{}; {\"a\":{\"bb\":{\"ccc\":null}}}; {\"a\":{\"bb\":{}}}"
            })
    void casesOfTheRfc(String target, String patch, String result) {
        assertThat(merged(target, patch)).isEqualTo(result);
    }

    @Test
    void withoutATargetThePatchBecomesAnObjectWithoutNulls() {
        assertThat(MergePatch.apply(null, JsonValue.ofText("{\"a\":null,\"b\":{\"c\":null}}"))
                        .text())
                .isEqualTo("{\"b\":{}}");
    }

    @Test
    void numbersAndArraysKeepEveryByte() {
        assertThat(merged("{\"n\":1E400,\"l\":[ 1.10 , {} ]}", "{\"m\":-0.0,\"k\":[ 1 ]}"))
                .isEqualTo("{\"n\":1E400,\"l\":[ 1.10 , {} ],\"m\":-0.0,\"k\":[ 1 ]}");
    }

    @Test
    void namesWithAnyCharacterAreKept() {
        assertThat(merged("{\"\\u0000\\\"ä\":1}", "{\"\\ud800\":2}")).isEqualTo("{\"\\u0000\\\"ä\":1,\"\\uD800\":2}");
    }

    /** As deep as Jackson reads, and each level is read once. */
    @Test
    void deepObjectsAreMergedInOnePass() {
        String open = "{\"a\":".repeat(990);
        String close = "}".repeat(990);
        String large = '"' + "x".repeat(1 << 20) + '"';
        assertThat(merged(open + large + close, open + "{\"b\":1}" + close)).isEqualTo(open + "{\"b\":1}" + close);
    }
}
