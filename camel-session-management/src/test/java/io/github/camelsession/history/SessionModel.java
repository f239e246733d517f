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
package io.github.camelsession.history;

import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Reason;
import io.github.camelsession.history.Answer.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a session does if one step comes after the other: names and their values, as JSON text. */
final class SessionModel {
    private final int maxSessionSize;

    SessionModel(int maxSessionSize) {
        this.maxSessionSize = maxSessionSize;
    }

    /** @param after the same object if nothing changes */
    record Effect(Map<String, String> after, Answer answer) {}

    Effect apply(Map<String, String> before, Step step) {
        if (step.kind() == Step.Kind.DELETE && !before.keySet().containsAll(step.names())) {
            return new Effect(before, new Refused(Reason.MISSING));
        }
        Map<String, String> after = after(before, step);
        if (after == null) {
            return new Effect(before, new Refused(Reason.UNFIT));
        }
        if (!after.equals(before) && isTooLarge(before, after)) {
            return new Effect(before, new Refused(Reason.TOO_LARGE));
        }
        List<String> found = step.names().stream().filter(before::containsKey).toList();
        Map<String, String> told = step.kind() == Step.Kind.ADD ? after : before;
        return new Effect(after.equals(before) ? before : after, new Done(found, values(told, step)));
    }

    /** Null if what is there does not fit. */
    private static @Nullable Map<String, String> after(Map<String, String> before, Step step) {
        return switch (step.kind()) {
            case GET, CONTAINS, END -> before;
            case PUT -> merged(before, step.fields());
            case PUT_IF_ABSENT -> merged(step.fields(), before);
            case ADD -> combined(before, step, SessionModel::sum);
            case APPEND -> combined(before, step, SessionModel::appended);
            case MERGE -> combined(before, step, SessionModel::patched);
            case DELETE, TAKE -> {
                Map<String, String> less = new HashMap<>(before);
                less.keySet().removeAll(step.names());
                yield less;
            }
            case CLEAR -> Map.of();
        };
    }

    private interface Combination {
        /** Null if what is there does not fit. */
        @Nullable
        String of(@Nullable String stored, String value);
    }

    private static @Nullable Map<String, String> combined(
            Map<String, String> before, Step step, Combination combination) {
        Map<String, String> after = new HashMap<>(before);
        for (Map.Entry<String, String> field : step.fields().entrySet()) {
            String result = combination.of(before.get(field.getKey()), field.getValue());
            if (result == null) {
                return null;
            }
            after.put(field.getKey(), result);
        }
        return after;
    }

    private static @Nullable String sum(@Nullable String stored, String value) {
        String number = stored == null ? "0" : stored;
        return number.matches("[0-9]+") ? Long.toString(Long.parseLong(number) + Long.parseLong(value)) : null;
    }

    private static @Nullable String appended(@Nullable String stored, String value) {
        if (stored != null && !stored.startsWith("[")) {
            return null;
        }
        List<String> elements = new ArrayList<>();
        if (stored != null) {
            elements.addAll(List.of(stored.substring(1, stored.length() - 1).split(",")));
        }
        elements.add(value);
        int surplus = Math.max(0, elements.size() - Step.MOST_ITEMS);
        return "[" + String.join(",", elements.subList(surplus, elements.size())) + "]";
    }

    /** Of an object with one member, into one with members that are none themselves. */
    private static String patched(@Nullable String stored, String patch) {
        Map<String, String> members = new LinkedHashMap<>();
        if (stored != null && stored.startsWith("{")) {
            members.putAll(members(stored));
        }
        members(patch).forEach((name, value) -> {
            if (value.equals("null")) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        });
        return members.entrySet().stream()
                .map(member -> member.getKey() + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Map<String, String> members(String object) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String member : object.substring(1, object.length() - 1).split(",")) {
            if (!member.isEmpty()) {
                members.put(member.split(":")[0], member.split(":")[1]);
            }
        }
        return members;
    }

    private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
        Map<String, String> merged = new HashMap<>(first);
        merged.putAll(second);
        return merged;
    }

    private static Map<String, String> values(Map<String, String> before, Step step) {
        Map<String, String> values = new TreeMap<>(before);
        values.keySet().retainAll(step.kind().givesValues() ? step.names() : List.of());
        return values;
    }

    /** A session beyond the limit may still shrink. */
    private boolean isTooLarge(Map<String, String> before, Map<String, String> after) {
        int size = size(after);
        return size > maxSessionSize && size > size(before);
    }

    /** Of the JSON object; all names and values here are ASCII. */
    private static int size(Map<String, String> session) {
        int size = 2 + Math.max(0, session.size() - 1);
        for (Map.Entry<String, String> field : session.entrySet()) {
            size += field.getKey().length() + field.getValue().length() + 3;
        }
        return size;
    }
}
