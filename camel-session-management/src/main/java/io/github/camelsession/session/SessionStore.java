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
package io.github.camelsession.session;

import java.util.function.UnaryOperator;

/** Where one session is kept. Safe for use by several threads. */
public interface SessionStore {
    /** The session as it is now; {@link Session#EMPTY} if there is none. */
    Session read();

    /**
     * Replaces the session by {@code change} of it, as one atomic step.
     *
     * @param change a pure function: it may be called several times, of which the last one counts, and by another thread
     *     that updates the same session just then. What it throws is thrown on, and the session is as it was
     * @return the session that the change was applied to, that is, as it was before
     */
    Session update(UnaryOperator<Session> change);

    /**
     * Empties the session as one atomic step, also one that is stored but cannot be read.
     *
     * @return as it was before; {@link Session#EMPTY} if it could not be read
     */
    default Session clear() {
        return update(session -> Session.EMPTY);
    }
}
