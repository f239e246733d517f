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

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a read found.
 *
 * @param exchange as the repository gave it: for comparing with, never to be changed. Some repositories give the very
 *     object that they store
 */
record StoredEntry(Exchange exchange, Entry entry) {
    /** Of the write that stored it. */
    String id() {
        return exchange.getExchangeId();
    }

    /** Whether it was stored by this write, or on top of it. */
    boolean comesFrom(String write) {
        return write.equals(id()) || entry.writes().contains(write);
    }

    /**
     * Whether so many nodes have written since the earlier one was read that a write of that time may be forgotten. As
     * the oldest is forgotten first, all from then on are known while one from before is.
     *
     * @param earlier null if there was none
     */
    boolean mayHaveForgotten(@Nullable StoredEntry earlier) {
        return entry.writes().size() >= WriteIds.REMEMBERED
                && (earlier == null
                        || (!comesFrom(earlier.id())
                                && earlier.entry().writes().stream().noneMatch(this::comesFrom)));
    }
}
