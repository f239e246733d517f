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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final JsonValue ONE = JsonValue.ofText("1");
    private static final JsonValue TWO = JsonValue.ofText("2");

    private final Session session = Session.of(Map.of("a", ONE));

    @Test
    void ofNothingIsTheEmptySession() {
        assertThat(Session.of(Map.of())).isSameAs(Session.EMPTY);
    }

    @Test
    void ofCopiesItsMap() {
        Map<String, JsonValue> map = new HashMap<>(Map.of("a", ONE));
        Session copied = Session.of(map);
        map.put("b", TWO);
        assertThat(copied).isEqualTo(session);
    }

    @Test
    void attributesCanNotBeChanged() {
        assertThatThrownBy(() -> session.attributes().put("b", TWO)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void withSetsFieldsAndKeepsTheOthers() {
        Session next = session.with(Map.of("b", TWO));
        assertThat(next.attributes()).isEqualTo(Map.of("a", ONE, "b", TWO));
        assertThat(session.attributes()).isEqualTo(Map.of("a", ONE));
    }

    @Test
    void withReplacesAFieldOfTheSameName() {
        assertThat(session.with(Map.of("a", TWO)).attributes()).isEqualTo(Map.of("a", TWO));
    }

    @Test
    void withKeepsTheOrderInWhichNamesWereFirstSet() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("c", ONE);
        fields.put("a", TWO);
        fields.put("b", TWO);
        assertThat(session.with(fields).attributes().keySet()).containsExactly("a", "c", "b");
    }

    @Test
    void withTheSameValuesIsTheSameSession() {
        assertThat(session.with(Map.of("a", JsonValue.ofText("1")))).isSameAs(session);
        assertThat(Session.EMPTY.with(Map.of())).isSameAs(Session.EMPTY);
    }

    @Test
    void withAbsentSetsOnlyNamesThatAreNotHeld() {
        assertThat(session.withAbsent(Map.of("a", TWO, "b", TWO), null).attributes())
                .isEqualTo(Map.of("a", ONE, "b", TWO));
    }

    @Test
    void withAbsentOfHeldNamesIsTheSameSession() {
        assertThat(session.withAbsent(Map.of("a", TWO), null)).isSameAs(session);
    }

    @Test
    void withoutRemovesTheNamedOnly() {
        Session two = session.with(Map.of("b", TWO));
        assertThat(two.without(FieldNames.parse("b,x"))).isEqualTo(session);
    }

    @Test
    void withoutTheLastAttributeIsTheEmptySession() {
        assertThat(session.without(FieldNames.parse("a"))).isSameAs(Session.EMPTY);
    }

    @Test
    void withoutAllIsTheEmptySession() {
        assertThat(session.without(FieldNames.ALL)).isSameAs(Session.EMPTY);
    }

    @Test
    void withoutNamesThatAreNotHeldIsTheSameSession() {
        assertThat(session.without(FieldNames.parse("x"))).isSameAs(session);
    }

    @Test
    void selectGivesTheNamedThatAreHeldInTheOrderOfTheNames() {
        Session two = session.with(Map.of("b", TWO));
        assertThat(two.select(FieldNames.parse("b,x,a"))).containsExactly(Map.entry("b", TWO), Map.entry("a", ONE));
    }

    @Test
    void selectAllGivesEverything() {
        assertThat(session.select(FieldNames.ALL)).isEqualTo(session.attributes());
    }

    @Test
    void heldListsTheNamedThatAreHeldInTheOrderOfTheNames() {
        Session two = session.with(Map.of("b", TWO));
        assertThat(two.held(FieldNames.parse("b,x,a"))).isEqualTo(List.of("b", "a"));
        assertThat(two.held(FieldNames.ALL)).containsExactly("a", "b");
    }

    @Test
    void sessionsAreEqualByTheirAttributes() {
        Session same = Session.of(Map.of("a", JsonValue.ofText("1")));
        assertThat(session).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(session).isNotEqualTo(Session.EMPTY).isNotEqualTo(Map.of("a", ONE));
    }

    @Test
    void toStringShowsNeitherNamesNorValues() {
        assertThat(Session.of(Map.of("card", JsonValue.ofText("\"4711\"")))).hasToString("Session[1 attributes]");
    }
}
