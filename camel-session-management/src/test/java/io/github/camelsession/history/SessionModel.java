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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a session does if one step comes after the other: names and their values, as JSON text. */
final class SessionModel {
    private final int maxSessionSize;

    SessionModel(int maxSessionSize) {
        this.maxSessionSize = maxSessionSize;
    }

    /** @param after the same object if nothing changes */
    record Effect(Map<String, String> after, Answer answer) {}

    Effect apply(Map<String, String> before, Step step) {
        Map<String, String> after = after(before, step);
        if (step.kind() == Step.Kind.DELETE && !before.keySet().containsAll(step.names())) {
            return new Effect(before, new Refused(Reason.MISSING));
        }
        if (!after.equals(before) && isTooLarge(before, after)) {
            return new Effect(before, new Refused(Reason.TOO_LARGE));
        }
        List<String> found = step.names().stream().filter(before::containsKey).toList();
        return new Effect(after.equals(before) ? before : after, new Done(found, values(before, step)));
    }

    private static Map<String, String> after(Map<String, String> before, Step step) {
        return switch (step.kind()) {
            case GET, CONTAINS -> before;
            case PUT -> merged(before, step.fields());
            case PUT_IF_ABSENT -> merged(step.fields(), before);
            case DELETE -> {
                Map<String, String> less = new HashMap<>(before);
                less.keySet().removeAll(step.names());
                yield less;
            }
            case CLEAR -> Map.of();
        };
    }

    private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
        Map<String, String> merged = new HashMap<>(first);
        merged.putAll(second);
        return merged;
    }

    private static Map<String, String> values(Map<String, String> before, Step step) {
        Map<String, String> values = new TreeMap<>(before);
        values.keySet().retainAll(step.kind() == Step.Kind.GET ? step.names() : List.of());
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
