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
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.fuzz.FuzzStep.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one step has to come to, worked out without the component. */
final class FuzzModel {
    /**
     * @param failures one of which the step has to fail with, if there are any
     * @param session afterwards
     * @param written fields that the step has to write to the message; null if it has to leave the message as it is
     */
    record Outcome(
            Set<Class<? extends Exception>> failures,
            FuzzSession session,
            @Nullable Map<String, @Nullable Object> written) {
        static Outcome failure(Class<? extends Exception> failure, FuzzSession session) {
            return new Outcome(Set.of(failure), session, null);
        }

        /** Of two things that are wrong, it does not matter which one is told. */
        Outcome or(Class<? extends Exception> other) {
            Set<Class<? extends Exception>> either = new HashSet<>(failures);
            either.add(other);
            return new Outcome(either, session, written);
        }
    }

    private static final int MAX_DIGITS = 1000;

    private final FuzzStep step;
    private final FuzzSession before;
    private final FuzzNames names;
    private final SessionOperation operation;
    private final Version version;
    private final FuzzMessage message;
    private final @Nullable Instant end;

    private FuzzModel(
            FuzzStep step,
            Version version,
            FuzzSession before,
            FuzzNames names,
            SessionOperation operation,
            Instant now) {
        this.step = step;
        this.version = version;
        this.before = before;
        this.names = names;
        this.operation = operation;
        this.message = step.message();
        this.end = step.target().ttl() == null ? null : now.plus(step.target().ttl());
    }

    /** @param version what the header holds */
    static Outcome outcome(FuzzStep step, Version version, FuzzSession before, Instant now) {
        FuzzNames names = step.expectedNames();
        SessionOperation operation = step.expectedOperation();
        return names == null || operation == null
                ? Outcome.failure(InvalidStepOptionException.class, before)
                : new FuzzModel(step, version, before, names, operation, now).run();
    }

    static boolean fills(SessionOperation operation) {
        return Set.of(SessionOperation.GET, SessionOperation.TAKE, SessionOperation.ADD)
                .contains(operation);
    }

    static boolean reads(SessionOperation operation) {
        return Set.of(SessionOperation.GET, SessionOperation.CONTAINS).contains(operation);
    }

    private Outcome run() {
        if (isRefused()) {
            return fails(InvalidStepOptionException.class);
        }
        return switch (operation) {
            case GET -> get();
            case CONTAINS -> isHeld() ? succeeds(before, null) : fails(SessionFieldMissingException.class);
            case TAKE ->
                message.isWritable() ? change(this::take) : change(this::take).or(InvalidMessageBodyException.class);
            case DELETE -> change(this::delete);
            case CLEAR -> change(() -> succeeds(FuzzSession.EMPTY, null));
            case PUT, PUT_IF_ABSENT, MERGE, APPEND, ADD -> store();
            case CLAIMS, END, END_ALL, BACKCHANNEL_LOGOUT ->
                throw new AssertionError("refused, or not among the operations of a history");
        };
    }

    /** END_ALL and its relative always, for keyClaims is not set. */
    private boolean isRefused() {
        boolean fills = fills(operation);
        boolean stores = stores();
        boolean needsKeyClaims =
                operation == SessionOperation.END_ALL || operation == SessionOperation.BACKCHANNEL_LOGOUT;
        if (needsKeyClaims || (fills && (names.hasPointer() || names.sharesAField()))) {
            return true;
        }
        return switch (step.target().place()) {
            case BODY -> false;
            case WHOLE_BODY ->
                names.hasPointer()
                        || (operation != SessionOperation.CLEAR
                                && names.attributes().size() != 1);
            case VARIABLES ->
                (fills || stores) && (names.all() || names.heads().stream().anyMatch(name -> name.contains(":")));
            case HEADERS, PROPERTIES ->
                ((fills || stores) && names.all())
                        || (fills
                                && names.heads().stream()
                                        .anyMatch(name ->
                                                name.toLowerCase(Locale.ROOT).startsWith("camel")));
        };
    }

    private boolean stores() {
        return switch (operation) {
            case PUT, PUT_IF_ABSENT, MERGE, APPEND, ADD -> true;
            default -> false;
        };
    }

    private Outcome get() {
        if (!isHeld()) {
            return fails(SessionFieldMissingException.class);
        }
        if (!message.isWritable()) {
            return fails(InvalidMessageBodyException.class);
        }
        return succeeds(before, names.toFields(given()));
    }

    /** Those of the named attributes that the message gets. */
    private Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> given = names.selected(before.values());
        if (!step.target().overwrite()) {
            given.keySet().removeAll(message.present(names));
        }
        return given;
    }

    private interface Change {
        Outcome made();
    }

    private Outcome change(Change change) {
        if (step.target().versioned()) {
            if (version == Version.NONE) {
                return fails(InvalidStepOptionException.class);
            }
            if (version != Version.RIGHT) {
                return fails(SessionConflictException.class);
            }
        }
        return change.made();
    }

    private Outcome take() {
        if (!isHeld()) {
            return fails(SessionFieldMissingException.class);
        }
        if (!message.isWritable()) {
            return fails(InvalidMessageBodyException.class);
        }
        Map<String, @Nullable Object> taken = given();
        FuzzSession after = before.copy();
        taken.keySet().forEach(after::remove);
        return succeeds(after, names.toFields(taken));
    }

    private Outcome delete() {
        if (!isHeld()) {
            return fails(SessionFieldMissingException.class);
        }
        FuzzSession after = before.copy();
        names.selected(before.values()).keySet().forEach(after::remove);
        return succeeds(after, null);
    }

    private Outcome store() {
        if (!message.isReadable()) {
            return fails(InvalidMessageBodyException.class);
        }
        Map<String, @Nullable Object> values = message.values(names);
        if (step.target().failOnMissing() && !values.keySet().containsAll(names.attributes())) {
            return fails(SessionFieldMissingException.class);
        }
        return change(() -> stored(values));
    }

    private Outcome stored(Map<String, @Nullable Object> values) {
        FuzzSession after = before.copy();
        Map<String, @Nullable Object> sums = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> field : values.entrySet()) {
            String name = field.getKey();
            boolean isHeld = before.values().containsKey(name);
            Object held = before.values().get(name);
            switch (operation) {
                case PUT -> after.put(name, field.getValue(), end);
                case PUT_IF_ABSENT -> {
                    if (!isHeld) {
                        after.put(name, field.getValue(), end);
                    }
                }
                case MERGE -> after.change(name, merged(held, field.getValue()), end);
                case APPEND -> {
                    if (isHeld && !(held instanceof List)) {
                        return fails(SessionValueException.class);
                    }
                    after.change(name, appended(isHeld ? (List<?>) held : List.of(), field.getValue()), end);
                }
                default -> {
                    BigDecimal sum = isHeld ? sum(held, field.getValue()) : number(field.getValue());
                    if (sum == null) {
                        return fails(SessionValueException.class);
                    }
                    after.change(name, sum, end);
                    sums.put(name, sum);
                }
            }
        }
        return succeeds(after, operation == SessionOperation.ADD ? names.toFields(sums) : null);
    }

    /** RFC 7396, section 2. */
    private static @Nullable Object merged(@Nullable Object target, @Nullable Object patch) {
        if (!(patch instanceof Map<?, ?> changes)) {
            return patch;
        }
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        if (target instanceof Map<?, ?> object) {
            result.putAll(object);
        }
        changes.forEach((name, value) -> {
            if (value == null) {
                result.remove(name);
            } else {
                result.put(name, merged(result.get(name), value));
            }
        });
        return result;
    }

    private List<@Nullable Object> appended(List<?> list, @Nullable Object element) {
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.add(element);
        Integer most = step.target().maxItems();
        return most == null || longer.size() <= most ? longer : longer.subList(longer.size() - most, longer.size());
    }

    /** Null if one is no number that can be added, or if there would be too many digits. */
    private static @Nullable BigDecimal sum(@Nullable Object one, @Nullable Object other) {
        if (!(one instanceof BigDecimal held && other instanceof BigDecimal added)) {
            return null;
        }
        long first = Math.max(firstDigit(held), firstDigit(added));
        long last = -Math.max((long) held.scale(), added.scale());
        return first - last > MAX_DIGITS ? null : held.add(added).stripTrailingZeros();
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof BigDecimal number ? number : null;
    }

    private static long firstDigit(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private boolean isHeld() {
        return !step.target().failOnMissing() || before.values().keySet().containsAll(names.attributes());
    }

    private Outcome fails(Class<? extends Exception> failure) {
        return Outcome.failure(failure, before);
    }

    private Outcome succeeds(FuzzSession session, @Nullable Map<String, @Nullable Object> written) {
        return new Outcome(Set.of(), session, written);
    }
}
