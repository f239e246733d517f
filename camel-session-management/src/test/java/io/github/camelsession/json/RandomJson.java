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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** JSON as people, programs and attackers write it: odd white space, odd numbers, escapes, repeated names. */
final class RandomJson {
    /** {@code before} and {@code after} hold all that stands around the value. */
    record Member(String name, String before, String value, String after) {}

    /** An object as its pieces, from which the expected results are glued together. */
    record Text(String open, List<Member> members, String close) {
        String text() {
            return with(Map.of());
        }

        String with(Map<String, String> attributes) {
            Map<String, String> added = new LinkedHashMap<>(attributes);
            members.forEach(member -> added.remove(member.name));
            String rest = added.entrySet().stream()
                    .map(attribute -> quoted(attribute.getKey()) + ':' + attribute.getValue())
                    .collect(Collectors.joining(","));
            StringBuilder text = new StringBuilder(open);
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                boolean last = i == members.size() - 1;
                text.append(member.before)
                        .append(attributes.getOrDefault(member.name, member.value))
                        .append(last ? (rest.isEmpty() ? "" : ',' + rest) + member.after : member.after + ',');
            }
            return text.append(members.isEmpty() ? rest : "").append(close).toString();
        }
    }

    private static final List<String> NAMES = List.of("", "a", "b", "id", "cart", "\u00e4", "\ud83d\ude00x", "q\"\\/");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1.10",
            "1E400",
            "-1e-400",
            "12345678901234567890123456789012345678901",
            "2147483648",
            "0e0");

    private RandomJson() {}

    static Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    static Arbitrary<String> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(NUMBERS),
                () -> Arbitraries.of("true", "false", "null", "[]", "{}", "[ ]"),
                RandomJson::strings,
                () -> Combinators.combine(spaces(), values().list().ofMaxSize(3), spaces())
                        .as((before, list, after) -> '[' + before + String.join("," + after, list) + after + ']'),
                () -> objects().map(object -> object.text().strip()));
    }

    static Arbitrary<Text> objects() {
        return Combinators.combine(spaces(), members().list().ofMaxSize(5), spaces(), spaces())
                .as((before, members, inside, after) ->
                        new Text(before + '{', members, (members.isEmpty() ? inside : "") + '}' + after));
    }

    private static Arbitrary<Member> members() {
        return Combinators.combine(names(), Arbitraries.of(true, false), spaces(), Arbitraries.lazy(RandomJson::values))
                .as((name, escaped, space, value) -> new Member(
                        name, space + (escaped ? escaped(name) : quoted(name)) + space + ':' + space, value, space));
    }

    private static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.of(
                "x",
                "\\\"",
                "\\\\",
                "\\/",
                "\\n",
                "\\u00E4",
                "\\ud83d\\ude00",
                "\\ud800",
                "}",
                "]",
                ",",
                "{\\\"a\\\":1",
                "\u00e4",
                "\u20ac",
                "\ud83d\ude00",
                "\u2028",
                "\u007f");
        return pieces.list().ofMaxSize(6).map(list -> '"' + String.join("", list) + '"');
    }

    private static Arbitrary<String> spaces() {
        return Arbitraries.of("", "", "", " ", "\n\t", "\r\n  ");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String escaped(String name) {
        return name.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining("", "\"", "\""));
    }

    /** An object with something cut out of it, put into it, or neither. */
    static Arbitrary<String> nearlyJson() {
        Arbitrary<String> intruders = Arbitraries.of(
                "", "", ",", ":", "\"", "\\", "{", "}", "[", "]", "0", "-", ".", "e", "x", "\u0000", "\u0001", "\ud800",
                "\udc00", "\uFEFF", "\u00a0", "nul", "NaN", "//", "'", "\u0085");
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 200);
        return Combinators.combine(objects(), numbers, Arbitraries.of(0, 0, 1, 2, 50), intruders)
                .as((object, place, cut, intruder) -> {
                    String text = object.text();
                    int at = Math.min(place, text.length());
                    return text.substring(0, at) + intruder + text.substring(Math.min(at + cut, text.length()));
                });
    }

    static Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<Byte> bytes = Arbitraries.of(
                        0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
                        0xF0, 0xF1, 0xF4, 0xF5, 0xF8, 0xFF)
                .map(Integer::byteValue);
        Arbitrary<byte[]> wild = bytes.array(byte[].class).ofMaxSize(4);
        Arbitrary<String> text = Arbitraries.of("", "abcdefgh", "\u00e4", "abcdefg\ud83d\ude00abcdefghijk", "\u20ac");
        return Combinators.combine(text, wild, text).as((before, middle, after) -> {
            byte[] head = before.getBytes(UTF_8);
            byte[] tail = after.getBytes(UTF_8);
            byte[] all = new byte[head.length + middle.length + tail.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(middle, 0, all, head.length, middle.length);
            System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
            return all;
        });
    }
}
