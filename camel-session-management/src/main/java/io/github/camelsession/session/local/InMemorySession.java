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

import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import java.util.function.UnaryOperator;

/** A session in memory, which ends with the last reference to it. No concurrent update is lost. */
final class InMemorySession implements SessionStore {
    private volatile Session current;

    InMemorySession(Session start) {
        this.current = start;
    }

    @Override
    public Session read() {
        return current;
    }

    /** The lock is held only briefly, because changes are pure functions of what is in memory. */
    @Override
    public synchronized Session update(UnaryOperator<Session> change) {
        Session before = current;
        current = change.apply(before);
        return before;
    }
}
