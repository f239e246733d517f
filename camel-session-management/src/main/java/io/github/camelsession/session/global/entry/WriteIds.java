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

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ids by which a node knows its writes again: {@code <node>-<number>}, in base 36. A write's id is that of its exchange;
 * the writes that follow carry it on in the entry.
 *
 * <p>Only the last write of each node is carried on, and none of the one that writes: updates of one session queue
 * within a node, so that it never asks for an earlier one. However many writes pass while one is in doubt, it is still
 * known, and where one node is alone its entries carry nothing.
 */
public final class WriteIds {
    /** Nodes: more than will write one session during the seconds that a write can be in doubt. */
    public static final int REMEMBERED = 16;

    private final AtomicReference<@Nullable String> node = new AtomicReference<>();

    private final AtomicLong count = new AtomicLong();

    public String next() {
        return node() + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }

    /**
     * Not the context's generator: users set that to {@code simple} or {@code off}, and our ids must be unique. Made for
     * the first write, since a start does not need to wait for randomness.
     */
    private String node() {
        String known = node.get();
        return known != null ? known : node.updateAndGet(earlier -> earlier != null ? earlier : random());
    }

    private static String random() {
        return Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + "-";
    }

    /** What an entry that this node writes over that one must carry on, the oldest first. */
    public List<String> carriedOver(@Nullable StoredEntry stored) {
        String own = node();
        if (stored == null || (stored.writes().isEmpty() && stored.id().startsWith(own))) {
            return List.of();
        }
        List<String> others = Stream.concat(stored.writes().stream(), Stream.of(stored.id()))
                .filter(id -> !id.startsWith(own))
                .toList();
        return others.subList(Math.max(0, others.size() - REMEMBERED), others.size());
    }
}
