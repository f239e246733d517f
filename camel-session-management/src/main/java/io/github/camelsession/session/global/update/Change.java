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
package io.github.camelsession.session.global.update;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.EntryContent;
import io.github.camelsession.session.global.entry.SessionKey;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** What an update makes of what is stored. Pure: it may be called several times, of which the last one counts. */
public interface Change {
    Change CLEAR = new Replacing((content, now) -> content.with(Session.EMPTY), false);

    EntryContent apply(EntryContent before, Instant now);

    /** Whether it does not depend on what was there, so that it may replace what cannot be read. */
    default boolean replacesUnreadable() {
        return false;
    }

    /** Whether a session that is empty afterwards has ended, and is not just empty. */
    default boolean endsSession() {
        return false;
    }

    static Change of(UnaryOperator<Session> change) {
        return (content, now) -> content.with(change.apply(content.session()));
    }

    /** Ends the token of the key; a session that it alone opens is emptied. */
    static Change end(SessionKey key) {
        return new Replacing((content, now) -> content.end(key), key.isOfOneToken());
    }

    /**
     * Empties the session and ends all tokens that were issued until now.
     *
     * @param until if this is later than now, until then
     */
    static Change endAll(SessionKey key, Instant until) {
        return new Replacing((content, now) -> content.endAll(key, until.isAfter(now) ? until : now), true);
    }

    /** Likewise, for all tokens that were issued until then, and not until now. */
    static Change endIssuedUntil(Instant second) {
        return new Replacing((content, now) -> content.endIssuedUntil(second), true);
    }

    /** Fit for what cannot be read, too. */
    record Replacing(Change change, boolean endsSession) implements Change {
        @Override
        public EntryContent apply(EntryContent before, Instant now) {
            return change.apply(before, now);
        }

        @Override
        public boolean replacesUnreadable() {
            return true;
        }
    }
}
