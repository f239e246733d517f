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
package io.github.camelsession.session.local;

import io.github.camelsession.session.SessionStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The session versions that the scoped steps of one process work on, by name. Most processes have none. */
final class ScopedSessionVersions {
    private volatile @Nullable Map<String, SessionStore> versions;

    @Nullable
    SessionStore get(String name) {
        Map<String, SessionStore> known = versions;
        return known == null ? null : known.get(name);
    }

    /**
     * Reads before it registers, so that a failing store leaves no version behind, and no lock is held during the read.
     */
    SessionStore begin(String name, SessionStore seen) {
        SessionStore copy = new InMemorySession(seen.read());
        SessionStore earlier = made().putIfAbsent(name, copy);
        return earlier != null ? earlier : copy;
    }

    private synchronized Map<String, SessionStore> made() {
        Map<String, SessionStore> known = versions;
        if (known == null) {
            known = new ConcurrentHashMap<>(2);
            versions = known;
        }
        return known;
    }

    Map<String, SessionStore> all() {
        Map<String, SessionStore> known = versions;
        return known == null ? Map.of() : known;
    }

    /** Merges both maps. For a name in both, the near version counts. */
    static Map<String, SessionStore> nearestOf(Map<String, SessionStore> near, Map<String, SessionStore> far) {
        if (near.keySet().containsAll(far.keySet())) {
            return near;
        }
        Map<String, SessionStore> both = new HashMap<>(far);
        both.putAll(near);
        return both;
    }
}
