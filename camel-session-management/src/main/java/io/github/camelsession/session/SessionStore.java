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

/** The place where one session is kept. Safe for use by several threads. */
public interface SessionStore {
    /** Returns the current session, or {@link Session#EMPTY} if there is none. */
    Session read();

    /**
     * Replaces the session by the result of {@code change}, as one atomic step.
     *
     * @param change a pure function. It may be called several times, of which the last one counts, and by another
     *     thread that is updating the same session. An exception that it throws is passed on, and the session is
     *     unchanged then
     * @return the session that the change was applied to, that is, the session before the update
     */
    Session update(UnaryOperator<Session> change);

    /**
     * Empties the session as one atomic step, even if it is stored but cannot be read.
     *
     * @return the session before it was emptied; {@link Session#EMPTY} if it could not be read
     */
    default Session clear() {
        return update(session -> Session.EMPTY);
    }
}
