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

import io.github.camelsession.FieldsIn;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * @param version the header, where the endpoint looks at it
 * @param seconds that pass before it
 */
record FuzzStep(
        Endpoint target,
        @Nullable Object operation,
        @Nullable Object fields,
        FuzzBody body,
        Version version,
        int seconds) {
    /** Which of the endpoints. */
    record Endpoint(
            SessionType type,
            boolean scoped,
            boolean failOnMissing,
            FieldsIn place,
            boolean overwrite,
            boolean versioned,
            boolean previous,
            @Nullable Integer maxItems,
            @Nullable Duration ttl) {
        String uri() {
            return "session-management:fuzz?fields=" + fields() + "&sessionType=" + type + "&scoped=" + scoped
                    + "&failOnMissing=" + failOnMissing + "&fieldsIn=" + place + "&overwrite=" + overwrite
                    + "&versioned=" + versioned + "&previous=" + previous
                    + (maxItems == null ? "" : "&maxItems=" + maxItems)
                    + (ttl == null ? "" : "&ttl=" + ttl.toMillis());
        }

        Endpoint thatEnds() {
            return type == SessionType.LOCAL
                    ? this
                    : new Endpoint(
                            type,
                            scoped,
                            failOnMissing,
                            place,
                            overwrite,
                            versioned,
                            previous,
                            maxItems,
                            Duration.ofSeconds(90));
        }

        String fields() {
            return place == FieldsIn.WHOLE_BODY ? "a" : "a,b";
        }
    }

    enum Version {
        NONE,
        RIGHT,
        STALE,
        NONSENSE
    }

    static final Object NO_OPERATION = "no such operation\r\n";

    FuzzMessage message() {
        return new FuzzMessage(target.place(), body);
    }

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

    /** As {@link #expectedOperation}. */
    @Nullable
    FuzzNames expectedNames() {
        return FuzzNames.in(fieldsInForce());
    }

    Object fieldsInForce() {
        return fields == null ? target.fields() : fields;
    }

    /** Of 20 steps each. */
    static Arbitrary<List<FuzzStep>> histories() {
        return any().list().ofSize(20);
    }

    private static Arbitrary<FuzzStep> any() {
        Arbitrary<Version> versions = Arbitraries.of(
                Version.RIGHT, Version.RIGHT, Version.RIGHT, Version.STALE, Version.NONE, Version.NONSENSE);
        return Combinators.combine(
                        targets(), operations(), fieldHeaders(), bodies(), versions, Arbitraries.of(0, 0, 0, 30, 60))
                .as((target, operation, fields, body, version, seconds) ->
                        new FuzzStep(target, operation.orElse(null), fields.orElse(null), body, version, seconds));
    }

    private static Arbitrary<Endpoint> targets() {
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        Arbitrary<Boolean> seldom = Arbitraries.of(false, false, false, true);
        Arbitrary<FieldsIn> places = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(FieldsIn.BODY)), Tuple.of(5, Arbitraries.of(FieldsIn.values())));
        Arbitrary<Optional<Integer>> mostItems =
                Arbitraries.of(1, 2, 2_000_000_000).optional(0.5);
        return Combinators.combine(
                        Arbitraries.of(SessionType.values()), either, seldom, places, either, seldom, seldom, mostItems)
                .as((type, scoped, failOnMissing, place, overwrite, versioned, previous, maxItems) -> new Endpoint(
                        type,
                        scoped,
                        failOnMissing,
                        place,
                        overwrite,
                        versioned,
                        previous,
                        maxItems.orElse(null),
                        null))
                .flatMap(endpoint -> seldom.map(ends -> ends ? endpoint.thatEnds() : endpoint));
    }

    /** Without END, which would end the token of all steps that follow, and without CLAIMS, which are in no session. */
    private static Arbitrary<Optional<Object>> operations() {
        SessionOperation[] operations = Arrays.stream(SessionOperation.values())
                .filter(operation -> operation != SessionOperation.END && operation != SessionOperation.CLAIMS)
                .toArray(SessionOperation[]::new);
        Arbitrary<Object> headers = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(SessionOperation.PUT, SessionOperation.PUT_IF_ABSENT)),
                Tuple.of(14, Arbitraries.of((Object[]) operations)),
                Tuple.of(3, Arbitraries.of("put", " Get ", "put_if_absent", "Contains")),
                Tuple.of(1, Arbitraries.of("", NO_OPERATION, 5, List.of("PUT"), HostileText.LONG_NAME)));
        return headers.optional(0.95);
    }

    private static Arbitrary<Optional<Object>> fieldHeaders() {
        Arbitrary<Object> headers = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("*")),
                Tuple.of(6, HostileText.namesAndLongOnes().list().ofMaxSize(4)),
                Tuple.of(3, Arbitraries.of("a", "a,b", " a , b,a ", "id,data,body", "$.a,__proto__")),
                Tuple.of(
                        4,
                        Arbitraries.of(
                                "a=b",
                                "a=b,b=a",
                                " a = id ,b",
                                "x=/a",
                                "a=/a/1/b,b=/b/0",
                                "a=/a/0,b=/a,id=a",
                                "data=/__proto__,body=/a~1b/~00",
                                "id=/id/00,b=/id/-,a=//")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "",
                                "/a/b",
                                "a=b=c",
                                "a=b,a=c",
                                "a=*",
                                "=",
                                "a=b,b=b",
                                "CamelHttpUri",
                                List.of("camelX", "a"),
                                List.of("nosuch:a"),
                                ",",
                                "a,,b\r\n\u001bc",
                                "a,*",
                                "*,*",
                                5,
                                List.of(1),
                                List.of("a", 1),
                                new int[0])));
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
