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

import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.EntryContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is a session, as its events tell it. An entry alone is none: it may keep the marks of ended tokens and
 * nothing else. Where an entry leaves it open, an event is rather told twice than never; but one that is empty after all
 * tokens were ended is taken for what the end left.
 */
enum Presence {
    /** There was never a session, or it was ended. */
    NONE,
    /** Some tokens of the user are ended, and the session is empty: it was emptied, or never made. */
    MARKED,
    /** Its time is over, and it was not ended. */
    EXPIRED,
    THERE;

    /** @param live null if the stored entry is expired */
    static Presence of(String key, @Nullable Entry stored, @Nullable Entry live) {
        if (stored == null || stored.content().isEnded(key)) {
            return NONE;
        }
        if (live == null) {
            return EXPIRED;
        }
        return live.content().isMarkedAlone() ? MARKED : THERE;
    }

    /**
     * The same after a write of several updates that failed: what another write has left that decided about it is empty,
     * and was told to nobody.
     */
    Presence afterDecision(EntryContent content) {
        return this == THERE && content.session().isEmpty() ? NONE : this;
    }

    /** @param after what the change made, which is something else than before */
    Presence next(Change change, EntryContent after) {
        if (!after.session().isEmpty()) {
            return THERE;
        }
        return this == EXPIRED || change.endsSession() ? NONE : this;
    }

    /** What the change tells. */
    List<Kind> events(Change change, EntryContent after) {
        boolean isEmpty = after.session().isEmpty();
        return switch (this) {
            case NONE -> isEmpty ? List.of() : List.of(Kind.CREATED);
            case EXPIRED -> isEmpty ? List.of(Kind.EXPIRED) : List.of(Kind.EXPIRED, Kind.CREATED);
            case MARKED -> isEmpty ? ended(change) : List.of(Kind.CREATED);
            case THERE -> isEmpty ? ended(change) : List.of();
        };
    }

    private static List<Kind> ended(Change change) {
        return change.endsSession() ? List.of(Kind.ENDED) : List.of();
    }
}
