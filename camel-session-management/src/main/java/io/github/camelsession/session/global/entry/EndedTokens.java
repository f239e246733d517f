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
package io.github.camelsession.session.global.entry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens open a session no more. Immutable.
 *
 * @param named the ids of single tokens, and when each expires: so long it must be known
 * @param issuedUntil tokens issued at this second or before it, and those that do not tell when, are ended too; null if
 *     there was no such end. It is kept for as long as the entry is
 */
record EndedTokens(Map<String, Instant> named, @Nullable Instant issuedUntil) {
    static final EndedTokens NONE = new EndedTokens(Map.of(), null);

    EndedTokens {
        named = Collections.unmodifiableMap(named);
    }

    static EndedTokens of(Map<String, Instant> named, @Nullable Instant issuedUntil) {
        return named.isEmpty() && issuedUntil == null ? NONE : new EndedTokens(named, issuedUntil);
    }

    boolean has(@Nullable ShownToken token) {
        return token != null && (named.containsKey(token.id()) || isIssuedInTime(token.issuedAt()));
    }

    private boolean isIssuedInTime(@Nullable Instant issuedAt) {
        return issuedUntil != null && (issuedAt == null || !issuedAt.isAfter(issuedUntil));
    }

    EndedTokens with(ShownToken token) {
        Map<String, Instant> more = new LinkedHashMap<>(named);
        more.put(token.id(), token.expiresAt());
        return more.equals(named) ? this : new EndedTokens(more, issuedUntil);
    }

    /** Never earlier than it was. */
    EndedTokens withIssuedUntil(Instant second) {
        return issuedUntil != null && !second.isAfter(issuedUntil) ? this : new EndedTokens(named, second);
    }

    /** @param isOver whether a token that expires then is refused for that reason alone, wherever it is shown */
    EndedTokens without(Predicate<Instant> isOver) {
        if (named.isEmpty() || named.values().stream().noneMatch(isOver)) {
            return this;
        }
        Map<String, Instant> left = new LinkedHashMap<>(named);
        left.values().removeIf(isOver);
        return of(left, issuedUntil);
    }
}
