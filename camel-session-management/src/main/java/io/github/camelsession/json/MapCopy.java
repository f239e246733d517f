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

import java.lang.reflect.Constructor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to a copy of a map. The copy is of the same kind where possible, so that a map with case-insensitive
 * keys stays one. clone() is never used, because a clone may share the storage of its entries with the original.
 */
final class MapCopy {
    private static final ClassValue<Optional<Constructor<?>>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Optional<Constructor<?>> computeValue(Class<?> type) {
            try {
                return Optional.of(type.getConstructor());
            } catch (NoSuchMethodException e) {
                return Optional.empty();
            }
        }
    };

    private MapCopy() {}

    /**
     * @param entries the entries of the map, in its order; if the kind cannot be kept, this object is modified and
     *     returned
     */
    static Map<String, @Nullable Object> with(
            Map<?, ?> map, Map<String, @Nullable Object> entries, Map<String, @Nullable Object> added) {
        Map<String, @Nullable Object> copy = isPlain(map) ? null : ofKind(map, entries, added);
        if (copy == null) {
            copy = entries;
            removeSynonyms(map, entries, added.keySet());
            copy.putAll(added);
        }
        return copy;
    }

    /**
     * Removes entries whose name differs only in case, if the map treats the names as equal, as a wrapper around a
     * database row does.
     */
    private static void removeSynonyms(Map<?, ?> map, Map<String, @Nullable Object> entries, Set<String> names) {
        names.stream()
                .filter(name -> !entries.containsKey(name) && finds(map, name))
                .toList()
                .forEach(name -> entries.keySet().removeIf(name::equalsIgnoreCase));
    }

    private static boolean finds(Map<?, ?> map, String name) {
        try {
            return map.containsKey(name);
        } catch (RuntimeException e) {
            // The map cannot tell, so no field is removed.
            return false;
        }
    }

    /**
     * Returns whether there is no kind to keep: the entries are in a LinkedHashMap anyway, and an IdentityHashMap does
     * not recognise equal names.
     */
    private static boolean isPlain(Map<?, ?> map) {
        return map.getClass() == LinkedHashMap.class || map instanceof IdentityHashMap;
    }

    private static @Nullable Map<String, @Nullable Object> ofKind(
            Map<?, ?> map, Map<String, @Nullable Object> entries, Map<String, @Nullable Object> added) {
        try {
            long more = added.keySet().stream()
                    .filter(name -> !map.containsKey(name))
                    .count();
            Map<String, @Nullable Object> copy = empty(map);
            if (copy == null || !copy.isEmpty()) {
                return null;
            }
            copy.putAll(entries);
            copy.putAll(added);
            return copy.size() == map.size() + more && holds(copy, added) ? copy : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The map may not take null, or its class may be hidden. Keeping the entries matters more than keeping the
            // kind.
            return null;
        }
    }

    private static boolean holds(Map<String, @Nullable Object> copy, Map<String, @Nullable Object> added) {
        return added.entrySet().stream().allMatch(entry -> copy.get(entry.getKey()) == entry.getValue());
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, @Nullable Object> empty(Map<?, ?> map) throws ReflectiveOperationException {
        Constructor<?> constructor = CONSTRUCTORS.get(map.getClass()).orElse(null);
        Object made = constructor == null ? null : constructor.newInstance();
        if (map instanceof SortedMap<?, ?> sorted && !sortsAs(made, sorted)) {
            return new TreeMap<>(((SortedMap<String, @Nullable Object>) sorted).comparator());
        }
        return (Map<String, @Nullable Object>) made;
    }

    private static boolean sortsAs(@Nullable Object made, SortedMap<?, ?> sorted) {
        return made instanceof SortedMap<?, ?> map && Objects.equals(map.comparator(), sorted.comparator());
    }
}
