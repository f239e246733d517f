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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The turns of each repository object. They are shared by all components and CamelContexts of the JVM that use it: if a
 * repository does not compare and swap, nothing else keeps two writers apart. They end with the repository.
 */
public final class TurnsOfRepository {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static final ConcurrentMap<Identity, TurnsPerKey> ALL = new ConcurrentHashMap<>();

    /** Compares by identity, because two repositories may be equal, and one may change its hash code. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object repository) {
            super(repository, COLLECTED);
            this.hash = System.identityHashCode(repository);
        }

        @Override
        public boolean equals(Object other) {
            return other == this || (other instanceof Identity that && get() != null && that.refersTo(get()));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private TurnsOfRepository() {}

    public static TurnsPerKey of(Object repository) {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            ALL.remove(gone);
        }
        return ALL.computeIfAbsent(new Identity(repository), identity -> new TurnsPerKey());
    }
}
