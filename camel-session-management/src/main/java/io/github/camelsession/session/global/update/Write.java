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

import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.update.EntryChange.Verdict;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A write under way, and what can be told of it from what is stored later.
 *
 * @param pending what is true of its updates once it is in
 */
record Write(@Nullable StoredEntry expected, Exchange next, Entry entry, List<Verdict> pending) {
    boolean isIn(@Nullable StoredEntry found) {
        return found != null && found.comesFrom(next.getExchangeId());
    }

    /** If it is not confirmed. Where nothing is compared, it may come in whatever is there. */
    boolean mayComeIn(@Nullable StoredEntry found, boolean compared) {
        return !isIn(found) && (!compared || Objects.equals(idOf(found), idOf(expected)));
    }

    private static @Nullable String idOf(@Nullable StoredEntry stored) {
        return stored == null ? null : stored.id();
    }

    /** Expects what the write expects, so that the write is in or cannot come in once this is. */
    Exchange decider(Entries entries, String key) {
        if (pending.size() == 1 || (expected != null && !expected.isReadable())) {
            return entries.again(next);
        }
        return entries.exchangeOf(key, expected, expected == null ? entry.emptied() : expected.entry());
    }

    /** The updates that fail with it: those that it changes something for, or the only one that it was made for. */
    List<PendingUpdate> concerned() {
        return pending.stream()
                .filter(verdict -> verdict.changes() || pending.size() == 1)
                .map(Verdict::update)
                .toList();
    }
}
