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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one step has to come to, worked out without the component. */
final class FuzzModel {
    /**
     * @param failure null if the step has to succeed
     * @param session afterwards
     * @param body fields that the body has afterwards
     */
    record Outcome(
            @Nullable Class<? extends Exception> failure,
            Map<String, @Nullable Object> session,
            Map<String, @Nullable Object> body) {}

    private final FuzzStep step;
    private final Map<String, @Nullable Object> before;
    private final Map<String, @Nullable Object> body;

    private FuzzModel(FuzzStep step, Map<String, @Nullable Object> before, Map<String, @Nullable Object> body) {
        this.step = step;
        this.before = before;
        this.body = body;
    }

    static Outcome outcome(FuzzStep step, Map<String, @Nullable Object> before) {
        Map<String, @Nullable Object> body = Json.objectIn(step.body().text());
        return new FuzzModel(step, before, body == null ? Map.of() : body).run(body != null);
    }

    private Outcome run(boolean bodyIsObject) {
        SessionOperation operation = step.expectedOperation();
        Set<String> names = step.expectedFields();
        if (operation == null || names == null) {
            return fails(InvalidStepOptionException.class);
        }
        return switch (operation) {
            case CLEAR -> succeeds(Map.of());
            case TAKE, MERGE, APPEND, ADD, CLAIMS -> throw new AssertionError("not among the operations of a history");
            case CONTAINS -> isMissing(names, before) ? missing() : succeeds(before);
            case DELETE -> isMissing(names, before) ? missing() : succeeds(without(names));
            case GET -> isMissing(names, before) ? missing() : get(names, bodyIsObject);
            case END, END_ALL, BACKCHANNEL_LOGOUT -> fails(InvalidStepOptionException.class); // keyClaims is not set
            case PUT, PUT_IF_ABSENT -> put(names, bodyIsObject, operation == SessionOperation.PUT);
        };
    }

    private Outcome get(Set<String> names, boolean bodyIsObject) {
        if (!bodyIsObject) {
            return fails(InvalidMessageBodyException.class);
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>(body);
        before.forEach((name, value) -> {
            if (isNamed(name, names)) {
                after.put(name, value);
            }
        });
        return new Outcome(null, before, after);
    }

    private Outcome put(Set<String> names, boolean bodyIsObject, boolean overwrite) {
        if (!bodyIsObject) {
            return fails(InvalidMessageBodyException.class);
        }
        if (isMissing(names, body)) {
            return missing();
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        body.forEach((name, value) -> {
            if (isNamed(name, names) && (overwrite || !before.containsKey(name))) {
                after.put(name, value);
            }
        });
        return succeeds(after);
    }

    private Map<String, @Nullable Object> without(Set<String> names) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.keySet().removeIf(name -> isNamed(name, names));
        return after;
    }

    private boolean isNamed(String name, Set<String> names) {
        return step.isAll() || names.contains(name);
    }

    private boolean isMissing(Set<String> names, Map<String, @Nullable Object> present) {
        return step.target().failOnMissing()
                && !step.isAll()
                && !present.keySet().containsAll(names);
    }

    private Outcome missing() {
        return fails(SessionFieldMissingException.class);
    }

    private Outcome fails(Class<? extends Exception> failure) {
        return new Outcome(failure, before, body);
    }

    private Outcome succeeds(Map<String, @Nullable Object> session) {
        return new Outcome(null, session, body);
    }
}
