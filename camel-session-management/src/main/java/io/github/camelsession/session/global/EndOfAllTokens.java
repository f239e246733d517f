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
package io.github.camelsession.session.global;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.update.Change;
import io.github.camelsession.session.global.update.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Marks the second until which all tokens of a user are ended.
 *
 * <p>Why no token escapes that was issued before the end is answered: the mark is in the entry that each renewal reads.
 * A renewal that reads it is refused. One that has read before the write was in took its time before it read, so its
 * token is no younger than the end of the write. Where that is later than the mark, the mark is set again, ahead of the
 * clock by more than the write took, until a write is done before its own mark is over.
 */
final class EndOfAllTokens {
    private final GroupCommit updates;
    private final Lifetime lifetime;
    private final InstantSource clock;

    EndOfAllTokens(GroupCommit updates, Lifetime lifetime, InstantSource clock) {
        this.updates = updates;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** As {@link GlobalSessions#endAll}. */
    Session end(SessionKey key, Duration longestToken) {
        Instant started = clock.instant();
        Instant until = started;
        Session before = mark(key, until, longestToken);
        Instant done = clock.instant();
        while (done.truncatedTo(ChronoUnit.SECONDS).isAfter(until)) {
            until = done.plus(Duration.between(started, done).multipliedBy(2)).plusSeconds(1);
            started = done;
            mark(key.withoutToken(), until, longestToken);
            done = clock.instant();
        }
        return before;
    }

    /** As {@link GlobalSessions#endIssuedUntil}. No clock of ours counts, so it need not be set again. */
    Session endIssuedUntil(SessionKey key, Instant until, Duration longestToken) {
        return updates.update(kept(key, until, longestToken), Change.endIssuedUntil(until));
    }

    private Session mark(SessionKey key, Instant until, Duration longestToken) {
        return updates.update(kept(key, until, longestToken), Change.endAll(key, until));
    }

    private SessionKey kept(SessionKey key, Instant until, Duration longestToken) {
        return key.keptUntil(lifetime.endOfAllIssuedUntil(until, longestToken));
    }
}
