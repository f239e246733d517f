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

import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One step of a history.
 *
 * @param operation the header; null leaves the endpoint's GET
 * @param fields the header; null leaves the endpoint's {@code a,b}
 */
record FuzzStep(
        Endpoint target,
        @Nullable Object operation,
        @Nullable Object fields,
        FuzzBody body) {
    /** Which of the endpoints. */
    record Endpoint(SessionType type, boolean scoped, boolean failOnMissing) {
        String uri() {
            return "session-management:fuzz?fields=a,b&sessionType=" + type + "&scoped=" + scoped + "&failOnMissing="
                    + failOnMissing;
        }
    }

    static final Object NO_OPERATION = "no such operation\r\n";

    /** What the step has to make of its operation header; null if it has to refuse it. */
    @Nullable
    SessionOperation expectedOperation() {
        if (operation == null) {
            return SessionOperation.GET;
        }
        String text = operation.toString().strip();
        return Arrays.stream(SessionOperation.values())
                .filter(known -> known.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null);
    }

    /** As {@link #expectedOperation}; {@code *} alone is all. */
    @Nullable
    Set<String> expectedFields() {
        if (fields instanceof Collection<?> names) {
            return names.stream().allMatch(String.class::isInstance)
                    ? names.stream().map(Object::toString).collect(Collectors.toSet())
                    : null;
        }
        if (fields != null && !(fields instanceof String)) {
            return null;
        }
        Set<String> names =
                Arrays.stream(fieldsText().split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return names.contains("") || (names.contains("*") && !isAll()) ? null : names;
    }

    boolean isAll() {
        return !(fields instanceof Collection) && fieldsText().strip().equals("*");
    }

    private String fieldsText() {
        return fields == null ? "a,b" : fields.toString();
    }

    /** Of 20 steps each. */
    static Arbitrary<List<FuzzStep>> histories() {
        return any().list().ofSize(20);
    }

    private static Arbitrary<FuzzStep> any() {
        return Combinators.combine(targets(), operations(), fieldHeaders(), bodies())
                .as((target, operation, fields, body) ->
                        new FuzzStep(target, operation.orElse(null), fields.orElse(null), body));
    }

    private static Arbitrary<Endpoint> targets() {
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        return Combinators.combine(Arbitraries.of(SessionType.values()), either, Arbitraries.of(false, false, true))
                .as(Endpoint::new);
    }

    /** Without END, which would end the token of all steps that follow, and without CLAIMS, which are in no session. */
    private static Arbitrary<Optional<Object>> operations() {
        SessionOperation[] operations = Arrays.stream(SessionOperation.values())
                .filter(operation -> operation != SessionOperation.END && operation != SessionOperation.CLAIMS)
                .filter(operation -> !Set.of(
                                SessionOperation.TAKE,
                                SessionOperation.MERGE,
                                SessionOperation.APPEND,
                                SessionOperation.ADD)
                        .contains(operation))
                .toArray(SessionOperation[]::new);
        Arbitrary<Object> headers = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of(SessionOperation.PUT, SessionOperation.PUT_IF_ABSENT)),
                Tuple.of(10, Arbitraries.of((Object[]) operations)),
                Tuple.of(3, Arbitraries.of("put", " Get ", "put_if_absent", "Contains")),
                Tuple.of(1, Arbitraries.of("", NO_OPERATION, 5, List.of("PUT"), HostileText.LONG_NAME)));
        return headers.optional(0.95);
    }

    private static Arbitrary<Optional<Object>> fieldHeaders() {
        Arbitrary<Object> headers = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("*")),
                Tuple.of(6, HostileText.namesAndLongOnes().list().ofMaxSize(4)),
                Tuple.of(3, Arbitraries.of("a", "a,b", " a , b,a ", "id,data,body", "/a/b,$.a,__proto__")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "", ",", "a,,b\r\n\u001bc", "a,*", "*,*", 5, List.of(1), List.of("a", 1), new int[0])));
        return headers.optional(0.95);
    }

    private static Arbitrary<FuzzBody> bodies() {
        Arbitrary<String> texts = Arbitraries.frequencyOf(
                Tuple.of(12, HostileText.objects()),
                Tuple.of(4, HostileText.brokenObjects()),
                Tuple.of(1, HostileText.otherTexts()));
        Arbitrary<FuzzBody.Kind> kinds = Arbitraries.of(FuzzBody.Kind.values());
        return Combinators.combine(texts, kinds, Charsets.encodings(), Charsets.declarations(), Charsets.places())
                .as((text, kind, encoding, declaration, place) ->
                        new FuzzBody(text, kind, encoding, declaration.nameOf(encoding), place));
    }
}
