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
package io.github.camelsession.component;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.json.Fields;
import io.github.camelsession.json.JavaTree;
import io.github.camelsession.json.JsonArrays;
import io.github.camelsession.json.JsonNumbers;
import io.github.camelsession.json.MergePatch;
import io.github.camelsession.json.MessageFields;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionVersion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a step makes of a session, as a pure function, and what the message then learns. All that can fail, fails in the
 * function: a change that was stored is told.
 */
final class StepUpdate implements UnaryOperator<Session> {
    /** What a step needs from its message and its options; empty or null what the operation has no use for. */
    record Given(
            SessionOperation operation,
            Fields fields,
            Map<String, JsonValue> values,
            @Nullable Instant end,
            int maxItems,
            MessageFields.@Nullable Draft draft,
            Set<String> kept,
            @Nullable String version,
            boolean previous,
            Consumer<Session> check) {}

    /** @param told what writes the fields to the message */
    record Result(
            Session before,
            Session after,
            Runnable told,
            @Nullable Map<String, @Nullable Object> previous) {}

    private final Given given;
    private volatile @Nullable Result last;

    StepUpdate(Given given) {
        this.given = given;
    }

    @Override
    public Session apply(Session session) {
        Result result = resultOf(session);
        last = result;
        return result.after;
    }

    /** @param before what the update answered: the session that was changed in the end */
    Result result(Session before) {
        Result known = last;
        return known != null && known.before == before ? known : resultOf(before);
    }

    private Result resultOf(Session session) {
        FieldNames names = given.fields.attributes();
        checkVersion(session, names);
        given.check.accept(session);
        Map<String, JsonValue> answer = Map.of();
        Session after;
        if (given.operation == SessionOperation.TAKE) {
            answer = answer(session, names, given.kept);
            after = session.without(FieldNames.of(answer.keySet()));
        } else {
            after = changed(session, names);
        }
        if (given.operation == SessionOperation.ADD) {
            answer = after.select(FieldNames.of(given.values.keySet()));
        }
        MessageFields.Draft draft = given.draft;
        Runnable told = draft == null ? () -> {} : draft.with(given.fields.toFields(answer));
        return new Result(session, after, told, given.previous ? JavaTree.of(session.select(names)) : null);
    }

    /** What the message gets of the named attributes. */
    static Map<String, JsonValue> answer(Session session, FieldNames names, Set<String> kept) {
        Map<String, JsonValue> held = session.select(names);
        if (kept.isEmpty()) {
            return held;
        }
        Map<String, JsonValue> answer = new LinkedHashMap<>(held);
        answer.keySet().removeAll(kept);
        return answer;
    }

    private Session changed(Session session, FieldNames names) {
        Instant end = given.end;
        Map<String, JsonValue> values = given.values;
        return switch (given.operation) {
            case PUT -> session.with(values, end);
            case PUT_IF_ABSENT -> session.withAbsent(values, end);
            case MERGE ->
                session.withChanged(each(session, (name, stored, value) -> MergePatch.apply(stored, value)), end);
            case APPEND ->
                session.withChanged(
                        each(session, (name, stored, value) -> JsonArrays.append(name, stored, value, given.maxItems)),
                        end);
            case ADD -> session.withChanged(each(session, JsonNumbers::add), end);
            case DELETE -> session.without(names);
            case CLEAR -> Session.EMPTY;
            default -> throw new IllegalStateException("no update");
        };
    }

    private interface Combining {
        JsonValue apply(String name, @Nullable JsonValue stored, JsonValue value);
    }

    private Map<String, JsonValue> each(Session session, Combining combining) {
        Map<String, JsonValue> results = new LinkedHashMap<>();
        given.values.forEach((name, value) ->
                results.put(name, combining.apply(name, session.attributes().get(name), value)));
        return results;
    }

    private void checkVersion(Session session, FieldNames names) {
        if (given.version != null && !given.version.equals(SessionVersion.of(session.select(names)))) {
            throw new SessionConflictException(
                    "the named fields have changed since the version of the header was read, so nothing was stored: GET"
                            + " them again",
                    null,
                    true);
        }
    }
}
