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

import io.github.camelsession.fuzz.FuzzBody.Place;
import java.nio.charset.Charset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Encodings, and what messages say of them. */
final class Charsets {
    private static final List<Charset> OTHERS = List.of(
                    "UTF-16",
                    "UTF-16LE",
                    "UTF-32",
                    "X-UTF-32BE-BOM",
                    "ISO-8859-1",
                    "US-ASCII",
                    "windows-1252",
                    "GB18030",
                    "Shift_JIS",
                    "ISO-2022-JP",
                    "IBM037")
            .stream()
            .map(Charset::forName)
            .toList();

    /** What a message says; null stands for the true name. */
    record Declaration(boolean silent, @Nullable String other) {
        @Nullable
        String nameOf(Charset encoding) {
            if (silent) {
                return null;
            }
            return other == null ? encoding.name() : other;
        }
    }

    private Charsets() {}

    static Arbitrary<Charset> encodings() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(java.nio.charset.StandardCharsets.UTF_8)),
                Tuple.of(3, Arbitraries.of(OTHERS)));
    }

    static Arbitrary<Declaration> declarations() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(new Declaration(true, null))),
                Tuple.of(8, Arbitraries.just(new Declaration(false, null))),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                        "",
                                        "UTF-8",
                                        "\"utf-8\"",
                                        "latin1",
                                        "no\r\nsuch",
                                        "x-none",
                                        "ISO-2022-CN",
                                        "\u0000")
                                .map(name -> new Declaration(false, name))));
    }

    static Arbitrary<Place> places() {
        return Arbitraries.of(Place.values());
    }
}
