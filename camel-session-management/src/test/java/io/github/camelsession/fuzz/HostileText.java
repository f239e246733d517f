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
package io.github.camelsession.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Names and texts as attackers write them, few enough that steps of one history meet the same names. */
final class HostileText {
    static final String LONG_NAME = "n".repeat(10_000);

    /** Look like paths, pointers, placeholders, prototypes, options and pieces of JSON. */
    static final List<String> NAMES = List.of(
            "a",
            "b",
            "id",
            "data",
            "body",
            "",
            " ",
            " a",
            "a,b",
            "*",
            "a.b[0]",
            "$.a",
            "/a/b",
            "/a~1b",
            "~0",
            "../../etc/passwd",
            "C:\\x",
            "__proto__",
            "constructor",
            "${body}",
            "{{secret}}",
            "a&scoped=true",
            "\"",
            "\\",
            "a\":1,\"b",
            "}{",
            "\u0000",
            "a\r\nb",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u00e9",
            "e\u0301",
            "\u202egnp",
            "\ud83d\ude00",
            "\ud800",
            "\udc00a",
            LONG_NAME);

    private static final List<String> SCALARS = List.of(
            "0",
            "-0.0",
            "1.10",
            "1E400",
            "1e99999999999",
            "12345678901234567890123456789012345678901",
            "true",
            "null",
            "[]",
            "{}",
            "\"\"");

    private HostileText() {}

    static Arbitrary<String> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(NAMES.subList(0, 5))),
                Tuple.of(5, Arbitraries.of(NAMES.subList(5, NAMES.size() - 1))),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
    }

    static Arbitrary<String> namesAndLongOnes() {
        return Arbitraries.frequencyOf(Tuple.of(200, names()), Tuple.of(1, Arbitraries.just(LONG_NAME)));
    }

    /** JSON values as text. */
    static Arbitrary<String> values() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(SCALARS)),
                Tuple.of(2, names().map(HostileText::quoted)),
                Tuple.of(1, names().map(name -> "[" + quoted(name) + ", {" + quoted(name) + ":1}]")));
    }

    static Arbitrary<String> objects() {
        Arbitrary<String> space = Arbitraries.of("", "", "", " ", "\r\n\t");
        Arbitrary<String> members = Combinators.combine(namesAndLongOnes(), space, values())
                .as((name, blank, value) -> blank + quoted(name) + blank + ":" + blank + value + blank);
        return Combinators.combine(space, members.list().ofMaxSize(4))
                .as((blank, list) -> blank + "{" + String.join(",", list) + "}" + blank);
    }

    /** Objects with something cut out or put in, other JSON, and text beyond the limits. */
    static Arbitrary<String> brokenObjects() {
        Arbitrary<String> intruders = Arbitraries.of(
                "", ",", ":", "\"", "\\", "{", "}", "[", "]", "-", "e", "\u0000", "\ud800", "\uFEFF", "NaN", "/*", "'");
        return Combinators.combine(
                        objects(), Arbitraries.integers().between(0, 80), Arbitraries.of(0, 0, 1, 9), intruders)
                .as((text, place, cut, intruder) -> {
                    int at = Math.min(place, text.length());
                    return text.substring(0, at) + intruder + text.substring(Math.min(at + cut, text.length()));
                });
    }

    static Arbitrary<String> otherTexts() {
        return Arbitraries.frequencyOf(
                Tuple.of(50, Arbitraries.of("", " ", "[]", "null", "1", "\"a\"", "<a/>", "a=b", "\uFEFF{}", "{}{}")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "{\"a\":" + "[".repeat(200_000),
                                "{\"a\":" + "[".repeat(1_100) + "]".repeat(1_100) + "}",
                                "{\"" + "n".repeat(60_000) + "\":1}",
                                "{" + "\"a\":1,".repeat(40) + "\"a\":2}")),
                Tuple.of(10, Arbitraries.strings().ofMaxLength(20)));
    }

    static String quoted(String text) {
        return text.chars().mapToObj(HostileText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    /** Surrogates as escapes too, for not every name has both halves. */
    private static String escaped(int c) {
        boolean asItIs = c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate((char) c);
        return asItIs ? Character.toString(c) : String.format("\\u%04x", c);
    }
}
