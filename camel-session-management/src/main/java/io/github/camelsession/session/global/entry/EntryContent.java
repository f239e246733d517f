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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Predicate;

/** What updates change of an entry: the session, and which tokens open it no more. Immutable. */
public record EntryContent(Session session, EndedTokens ended) {
    public static final EntryContent EMPTY = new EntryContent(Session.EMPTY, EndedTokens.NONE);

    /** This very object if it is the very same session. */
    public EntryContent with(Session other) {
        return other == session ? this : new EntryContent(other, ended);
    }

    /** Without the attributes whose end is not after {@code now}; this very object if there are none. */
    public EntryContent at(Instant now) {
        return with(session.at(now));
    }

    private EntryContent with(EndedTokens others) {
        return others == ended ? this : new EntryContent(session, others);
    }

    /** @throws SessionAccessDeniedException if the token that the caller has shown is ended */
    public void checkOpenTo(SessionKey key) {
        if (ended.has(key.token())) {
            throw new SessionAccessDeniedException(
                    "the token was logged out, and opens no session any more: log in again",
                    DenialReason.SESSION_ENDED);
        }
    }

    /** Whether the session is empty, and only the marks of ended tokens are kept. */
    public boolean isMarkedAlone() {
        return session.isEmpty()
                && (ended.issuedUntil() != null || !ended.named().isEmpty());
    }

    /**
     * Whether the session is empty and its token, or all tokens of its user, were ended. A session that an update
     * emptied after such an end looks the same.
     *
     * @param key in the repository
     */
    public boolean isEnded(String key) {
        return isMarkedAlone() && (ended.issuedUntil() != null || KeyFormat.expiryOf(key) != null);
    }

    /** The token of the key is ended. A session that no other token opens is emptied, too. */
    public EntryContent end(SessionKey key) {
        ShownToken token = Objects.requireNonNull(key.token(), "nobody has shown a token that could be ended");
        EntryContent next = with(ended.with(token));
        return key.isOfOneToken() ? next.with(Session.EMPTY) : next;
    }

    /**
     * Empty, and all tokens issued until then are ended: the one of the key too, whatever its issuer's clock says.
     *
     * @param key without a token if somebody else ends them
     */
    public EntryContent endAll(SessionKey key, Instant until) {
        ShownToken token = key.token();
        Instant issued = token == null ? null : token.issuedAt();
        Instant last = issued != null && issued.isAfter(until) ? issued : until.truncatedTo(ChronoUnit.SECONDS);
        EndedTokens others = ended.withIssuedUntil(last);
        return new EntryContent(Session.EMPTY, token == null ? others : others.with(token));
    }

    /**
     * Empty, and all tokens issued until then are ended. This very object if they are so already: who brings the same or
     * an older end again empties no session of a later login.
     */
    public EntryContent endIssuedUntil(Instant second) {
        EndedTokens more = ended.withIssuedUntil(second);
        return more == ended ? this : new EntryContent(Session.EMPTY, more);
    }

    /** Without the marks of tokens that are over anyway. */
    EntryContent withoutOver(Predicate<Instant> isOver) {
        return with(ended.without(isOver));
    }
}
