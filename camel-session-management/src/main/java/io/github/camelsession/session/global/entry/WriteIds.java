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
 * Ids by which a node recognises its own writes: {@code <node>-<number>}, in base 36. The id of a write is that of its
 * exchange; entries written later carry it on.
 *
 * <p>Only the last write of each node is carried on, and none of the writing node itself: updates of one session queue
 * within a node, so it never asks for an earlier one. A write in doubt is therefore known however many writes follow,
 * and the entries of a single node carry no ids.
 */
public final class WriteIds {
    /** The number of nodes. More than will write one session within the seconds that a write can be in doubt. */
    public static final int REMEMBERED = 16;

    private final AtomicReference<@Nullable String> node = new AtomicReference<>();

    private final AtomicLong count = new AtomicLong();

    public String next() {
        return node() + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }

    /**
     * Does not use the context's generator, which users set to {@code simple} or {@code off}, because the ids must be
     * unique. Created with the first write, so that the start does not wait for randomness.
     */
    private String node() {
        String known = node.get();
        return known != null ? known : node.updateAndGet(earlier -> earlier != null ? earlier : random());
    }

    private static String random() {
        return Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + "-";
    }

    /** Returns the ids that an entry must carry on if this node writes it over {@code stored}, the oldest first. */
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
