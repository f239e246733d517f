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

import io.github.camelsession.session.global.update.EntryChange.Verdict;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Outcome;
import java.util.List;

/** The updates of one turn that are not concluded yet. */
final class GroupMembers {
    private final List<PendingUpdate> open;
    private final PendingUpdate own;
    private boolean separated;

    /** @param updates the update of the holder of the turn first; from here on, only this object changes them */
    GroupMembers(List<PendingUpdate> updates) {
        this.open = updates;
        this.own = updates.get(0);
    }

    PendingUpdate own() {
        return own;
    }

    List<PendingUpdate> open() {
        return open;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void forgetAbandoned() {
        open.removeIf(PendingUpdate::isAbandoned);
    }

    void conclude(Verdict verdict) {
        verdict.update().conclude(verdict.outcome(), verdict.happened());
        open.remove(verdict.update());
    }

    void concludeRest(Outcome outcome) {
        open.forEach(member -> member.conclude(outcome));
        open.clear();
    }

    /** Whether a write of several has failed, so that another one may have decided about it. */
    boolean areSeparated() {
        return separated || own.isAlone();
    }

    /** @return false if there are not several updates to separate */
    boolean separate() {
        if (open.size() < 2) {
            return false;
        }
        separated = true;
        boolean isMine = open.remove(own);
        concludeRest(Again.ALONE);
        if (isMine) {
            open.add(own);
        }
        return true;
    }
}
