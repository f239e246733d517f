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
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionVersionTest {
    private static Map<String, JsonValue> attributes(String... namesAndValues) {
        Map<String, JsonValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], JsonValue.ofText(namesAndValues[i + 1]));
        }
        return attributes;
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments(attributes("a", "1"), attributes("a", "1.0")),
                arguments(attributes("a", "1"), attributes("b", "1")),
                arguments(attributes("a", "1"), attributes()),
                arguments(attributes("a", "1"), attributes("a", "null")),
                arguments(attributes("a", "1", "b", "2"), attributes("a", "2", "b", "1")),
                arguments(attributes("a", "12", "b", "3"), attributes("a", "1", "b", "23")),
                arguments(attributes("", "1"), attributes("\u0000", "1")),
                arguments(attributes("\ud800", "1"), attributes("\udc00", "1")),
                arguments(attributes("\ud800", "1"), attributes("\ufffd", "1")),
                arguments(attributes("\u212a", "1"), attributes("K", "1")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void differentAttributesHaveDifferentVersions(Map<String, JsonValue> one, Map<String, JsonValue> other) {
        assertThat(SessionVersion.of(one)).isNotEqualTo(SessionVersion.of(other));
    }

    @Test
    void orderOfTheAttributesDoesNotMatter() {
        assertThat(SessionVersion.of(attributes("a", "1", "b", "2")))
                .isEqualTo(SessionVersion.of(attributes("b", "2", "a", "1")));
    }

    @Test
    void versionIsAStrongEntityTag() {
        assertThat(SessionVersion.of(Map.of())).matches("\"[A-Za-z0-9_-]{43}\"");
    }
}
