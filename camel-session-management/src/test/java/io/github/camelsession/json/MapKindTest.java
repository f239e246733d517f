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

import static io.github.camelsession.json.Messages.get;
import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.util.CaseInsensitiveMap;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.LinkedCaseInsensitiveMap;

/** A map finds its fields by its own idea of equal names, and stays the kind of map it was. */
class MapKindTest {
    static Stream<Supplier<Map<String, Object>>> anyCase() {
        return Stream.of(
                LinkedCaseInsensitiveMap::new,
                CaseInsensitiveMap::new,
                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }

    @ParameterizedTest
    @MethodSource("anyCase")
    void aFieldIsFoundInAnyCaseWhereTheMapDoesSo(Supplier<Map<String, Object>> kind) {
        Map<String, Object> row = kind.get();
        row.put("ID", 7);
        row.put("CUSTOMER", "Ann");

        assertThat(put(row, "customer,absent")).containsOnly(entry("customer", "\"Ann\""));
        assertThat(put(row)).containsOnly(entry("ID", "7"), entry("CUSTOMER", "\"Ann\""));
    }

    @ParameterizedTest
    @MethodSource("anyCase")
    @SuppressWarnings("unchecked")
    void aMapThatFindsItsKeysInAnyCaseGoesOnDoingSo(Supplier<Map<String, Object>> kind) {
        Map<String, Object> row = kind.get();
        row.put("CUSTOMER", "Ann");
        row.put("STOCK", 1);

        Map<String, Object> got = (Map<String, Object>) get(row, "stock", "7");

        assertThat(got).hasSameClassAs(row).hasSize(2).isNotSameAs(row);
        assertThat(got.get("customer")).isEqualTo("Ann");
        assertThat(got.get("Stock")).isEqualTo(7);
        assertThat(row).hasSize(2);
        assertThat(row.get("STOCK")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("anyCase")
    void aFieldReplacesTheOneOfAnyCaseBehindAWrapperToo(Supplier<Map<String, Object>> kind) {
        Map<String, Object> row = kind.get();
        row.put("CUSTOMER", "Ann");
        row.put("STOCK", 1);

        for (Map<String, Object> wrapped : List.of(
                Collections.unmodifiableMap(row),
                Collections.synchronizedMap(row),
                Collections.checkedMap(row, String.class, Object.class))) {
            assertThat(get(wrapped, "stock", "7")).isEqualTo(Map.of("CUSTOMER", "Ann", "stock", 7));
            assertThat(get(wrapped, "Other", "7")).isEqualTo(Map.of("CUSTOMER", "Ann", "STOCK", 1, "Other", 7));
        }
        assertThat(row).hasSize(2);
        assertThat(row.get("STOCK")).isEqualTo(1);
    }

    @Test
    void aWrapperAroundAMapInWhichTheCaseCountsKeepsBothNames() {
        assertThat(get(Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("A", 1))), "a", "2"))
                .isEqualTo(Map.of("A", 1, "a", 2));
    }

    @Test
    void theCaseOfANameCountsInOtherMaps() {
        assertThat(put(new LinkedHashMap<>(Map.of("CUSTOMER", "Ann")), "customer"))
                .isEmpty();
    }

    static Stream<Map<String, Object>> kinds() {
        return Stream.of(
                new HashMap<>(Map.of("a", 1)),
                new LinkedHashMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of("a", 1)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new JsonObject(Map.of("a", 1)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theKindOfAMapIsKept(Map<String, Object> body) {
        assertThat((Map<?, ?>) get(body, "b", "2")).hasSameClassAs(body).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(body).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aSortedMapKeepsItsComparatorEvenBehindAWrapper() {
        SortedMap<String, Object> body = new TreeMap<>(Collections.reverseOrder());
        body.put("b", 1);

        Object got = get(Collections.unmodifiableSortedMap(body), "c", "2");

        assertThat((Map<?, ?>) got).isInstanceOf(TreeMap.class).hasToString("{c=2, b=1}");
    }

    static Stream<Map<String, Object>> thoseThatCannotBeKept() {
        Properties properties = new Properties();
        properties.setProperty("a", "x");
        Map<String, Object> identity = new IdentityHashMap<>(Map.of("a", "x"));
        return Stream.of(
                Map.of("a", "x"),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", "x"))),
                Collections.singletonMap("a", "x"),
                new Small(Map.of("a", "x")),
                new Filled(),
                new Hidden(),
                identity);
    }

    @ParameterizedTest
    @MethodSource("thoseThatCannotBeKept")
    void whereTheKindCannotBeKeptNoFieldIsLost(Map<String, Object> body) {
        assertThat((Map<?, ?>) get(body, "b", "[1.10]"))
                .isEqualTo(Map.of("a", "x", "b", List.of(new BigDecimal("1.10"))))
                .isInstanceOf(LinkedHashMap.class);
        assertThat(body).hasSize(1);
    }

    @Test
    void aMapThatTakesNoNullBecomesOneThatDoes() {
        Map<String, Object> body = new ConcurrentHashMap<>(Map.of("a", 1));

        assertThat((Map<?, ?>) get(body, "b", "null"))
                .hasToString("{a=1, b=null}")
                .isInstanceOf(LinkedHashMap.class);
    }

    /** What it holds must not be seen through the copy, nor the copy through it: clone() would share the entries. */
    @Test
    void theOriginalIsNeverChangedHoweverItsClassClones() {
        SharingClone body = new SharingClone(new LinkedHashMap<>(Map.of("a", 1)));

        assertThat(get(body, "b", "2")).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(body).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aMapThatFailsToLookUpIsRefused() {
        Map<String, Object> failing = new TreeMap<>((one, other) -> {
            throw new IllegalStateException("secret");
        });

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> put(failing, "a")))
                .isNull();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> put(new FailingLookUp(), "a")))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageEndingWith("that could not be read (java.lang.IllegalStateException)")
                .hasNoCause();
    }

    @Test
    void anyTextIsAKey() {
        Map<Object, Object> body = new LinkedHashMap<>();
        body.put(new StringBuilder("a"), 1);

        assertThat(put(message(body), io.github.camelsession.session.FieldNames.parse("a")))
                .containsOnly(entry("a", "1"));
        assertThat(get(body, "a", "2")).isEqualTo(Map.of("a", 2));
    }

    /** Throws its eldest entry out. */
    public static final class Small extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        public Small() {}

        Small(Map<String, Object> entries) {
            super(entries);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > 1;
        }
    }

    /** Is not empty when it is new. */
    public static final class Filled extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        public Filled() {
            put("a", "x");
        }
    }

    private static final class Hidden extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unused")
        public Hidden() {
            put("a", "x");
        }
    }

    public static final class SharingClone extends AbstractMap<String, Object> implements Cloneable {
        private final Map<String, Object> entries;

        SharingClone(Map<String, Object> entries) {
            this.entries = entries;
        }

        @Override
        public Object put(String name, Object value) {
            return entries.put(name, value);
        }

        @Override
        public java.util.Set<Entry<String, Object>> entrySet() {
            return entries.entrySet();
        }

        @Override
        public SharingClone clone() {
            try {
                return (SharingClone) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class FailingLookUp extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean containsKey(Object name) {
            throw new IllegalStateException("secret");
        }
    }
}
