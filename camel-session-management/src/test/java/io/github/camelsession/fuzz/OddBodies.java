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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;

/** Bodies that are hardly JSON objects, or none at all; a new one each time. */
final class OddBodies {
    private static final List<Supplier<@Nullable Object>> ALL = List.of(
            () -> null,
            () -> 5,
            () -> 'x',
            () -> true,
            () -> List.of("a"),
            () -> new String[] {"a"},
            () -> new Object(),
            () -> new Date(0),
            () -> Optional.of("a"),
            () -> Thread.currentThread(),
            () -> Map.of(1, 2),
            () -> Map.of("a", Double.NaN),
            () -> Map.of("a", new Object()),
            () -> Map.of("a", new Date(0), "b", new byte[] {1}),
            () -> Map.of("a", "\ud800"),
            OddBodies::withNullKey,
            OddBodies::selfContaining,
            OddBodies::deep,
            Throwing::new,
            Exhausting::new,
            () -> new Unserializable("a"),
            () -> new Bean("x", 1),
            () -> JsonNodeFactory.instance.objectNode().putRawValue("a", new RawValue("1,\"b\":2")),
            () -> JsonNodeFactory.instance.objectNode().putPOJO("a", new Object()),
            () -> JsonNodeFactory.instance.arrayNode(),
            BrokenStream::new,
            BrokenReader::new,
            () -> new IllegalStateException("a"),
            () -> new TreeMap<>(Map.of("A", LocalDate.EPOCH, "b", new StringBuilder("x"))),
            OddBodies::anyCase,
            () -> Map.of("a", Optional.of(1)),
            () -> Path.of("/h1dden"),
            () -> new StreamSource(new StringReader("<a/>")),
            () -> Stream.of("{\"a\"", ":1}"));

    private OddBodies() {}

    static @Nullable Object at(int number) {
        return ALL.get(Math.floorMod(number, ALL.size())).get();
    }

    private static Object withNullKey() {
        Map<@Nullable String, Object> map = new HashMap<>();
        map.put(null, 1);
        return map;
    }

    private static Object anyCase() {
        Map<String, Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.put("A", 1);
        row.put("ID", OffsetDateTime.MIN);
        return row;
    }

    private static Object selfContaining() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", map);
        return map;
    }

    private static Object deep() {
        List<Object> deep = List.of();
        for (int i = 0; i < 2_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        return Map.of("a", deep);
    }

    record Bean(String a, int id) {}

    record Unserializable(String a) {
        @SuppressWarnings("DoNotCallSuggester")
        public String getB() {
            throw new IllegalStateException("h1dden");
        }
    }

    private static final class Throwing extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("h1dden");
        }
    }

    /** Calls itself for ever. */
    private static final class Exhausting extends AbstractMap<String, Object> {
        @Override
        @SuppressWarnings("InfiniteRecursion")
        public Set<Entry<String, Object>> entrySet() {
            return new Exhausting().entrySet();
        }
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("h1dden");
        }
    }

    private static final class BrokenReader extends Reader {
        @Override
        public int read(char[] target, int from, int length) throws IOException {
            throw new IOException("h1dden");
        }

        @Override
        public void close() {}
    }
}
