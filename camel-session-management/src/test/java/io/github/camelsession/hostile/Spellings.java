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
package io.github.camelsession.hostile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How else a name could be written, so that somebody on the way takes it for the name. */
final class Spellings {
    private Spellings() {}

    static List<String> ofHeader(String name) {
        return Stream.concat(
                        cases(name),
                        Stream.of(
                                name + " ",
                                name + "\t",
                                " " + name,
                                name.replace("Management", "_Management"),
                                name.replace("Session", "-Session"),
                                name.replace('C', '\u0421'),
                                name.replace('S', '\u017F'),
                                name.replace('i', '\u0131'),
                                name.replace("C", "%43"),
                                name.replace("C", "\\u0043"),
                                name.replace("Camel", "Camel\u0000"),
                                name.replace("Camel", "Camel\u00AD"),
                                "org.apache.camel." + name,
                                "Camel." + name,
                                "\"" + name + "\""))
                .toList();
    }

    /** As they go into a query, a form or a path. */
    static List<String> ofParameter(String name) {
        return Stream.concat(
                        cases(name),
                        Stream.of(
                                "%" + Integer.toHexString(name.charAt(0)) + name.substring(1),
                                "%25" + Integer.toHexString(name.charAt(0)) + name.substring(1),
                                "%u00" + Integer.toHexString(name.charAt(0)) + name.substring(1),
                                overlong(name.charAt(0)) + name.substring(1),
                                name.replace("S", "%C5%BF"),
                                name.replace("i", "%C4%B1"),
                                name.replace("i", "%FD"),
                                name.replace("C", "%D0%A1"),
                                "+" + name,
                                "%20" + name,
                                name + "+",
                                name + "%00",
                                name + "[]",
                                name + "%5B0%5D",
                                "x=1&" + name,
                                "x=1;" + name,
                                "x=1&amp;" + name,
                                "x=1%26" + name,
                                "x=1%0d%0a" + name))
                .distinct()
                .toList();
    }

    private static Stream<String> cases(String name) {
        return Stream.of(
                name,
                name.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                name.substring(0, 2).toUpperCase(Locale.ROOT)
                        + name.substring(2).toLowerCase(Locale.ROOT));
    }

    /** Two bytes for an ASCII letter, which UTF-8 forbids and lenient readers take. */
    private static String overlong(char letter) {
        return String.format("%%%02X%%%02X", 0xC0 | (letter >> 6), 0x80 | (letter & 0x3F));
    }
}
