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
package io.github.camelsession.session.global.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a repository are those of sessions. */
class KeyFormatTest {
    private static final String HASH = "0aZ_-" + "x".repeat(38);

    @Test
    void hashAloneIsASessionWithoutExpiry() {
        assertThat(KeyFormat.isHashAlone(HASH)).isTrue();
        assertThat(KeyFormat.hashOf(HASH)).isEqualTo(HASH);
        assertThat(KeyFormat.expiryOf(HASH)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "[", "`", "{", "/", ":", ".", "\u00e9"})
    void keyWithAnotherCharacterIsNotOurs(String character) {
        String key = character + HASH.substring(1);
        assertThat(KeyFormat.isSession(key)).isFalse();
        assertThat(KeyFormat.hashOf(key)).isNull();
        assertThat(KeyFormat.expiryOf(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "12-", "1a.", "."})
    void keyWithSomethingElseThanAnExpiryInFrontIsNotOurs(String front) {
        assertThat(KeyFormat.isSession(front.isEmpty() ? HASH.substring(1) : front + HASH))
                .isFalse();
    }
}
