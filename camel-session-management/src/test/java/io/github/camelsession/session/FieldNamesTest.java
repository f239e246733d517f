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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    @Test
    void parseIgnoresBlanksAroundNamesAndRepetitions() {
        assertThat(FieldNames.parse(" a ,b c,\ta").names()).containsExactly("a", "b c");
    }

    @Test
    void parseOfAStarAloneIsAll() {
        assertThat(FieldNames.parse(" * ")).isSameAs(FieldNames.ALL);
        assertThat(FieldNames.ALL.isAll()).isTrue();
        assertThat(FieldNames.ALL.names()).isEmpty();
    }

    @Test
    void parseRefusesAStarBesideOtherNames() {
        assertThatThrownBy(() -> FieldNames.parse("a,*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'*' means all fields and must stand alone, but it is one of several names in 'a,*'");
    }

    @Test
    void parseRefusesAnEmptyName() {
        for (String text : List.of("", "a,", ",a", "a, ,b")) {
            assertThatThrownBy(() -> FieldNames.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is an empty name in '" + text + "'");
        }
    }

    @Test
    void ofTakesEveryNameAsItIs() {
        FieldNames names = FieldNames.of(List.of("*", "", " a,b "));
        assertThat(names.isAll()).isFalse();
        assertThat(names.names()).containsExactly("*", "", " a,b ");
    }

    @Test
    void containsTheNamedOrEverything() {
        assertThat(FieldNames.parse("a").contains("a")).isTrue();
        assertThat(FieldNames.parse("a").contains("b")).isFalse();
        assertThat(FieldNames.ALL.contains("b")).isTrue();
    }

    @Test
    void namesCanNotBeChanged() {
        assertThatThrownBy(() -> FieldNames.parse("a").names().add("b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toStringIsWhatARouteAuthorWrites() {
        assertThat(FieldNames.parse("a, b")).hasToString("a,b");
        assertThat(FieldNames.ALL).hasToString("*");
    }
}
