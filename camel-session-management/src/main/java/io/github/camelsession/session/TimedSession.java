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

import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A session in which attributes are not there any more from their end on, whatever the store holds. */
public record TimedSession(SessionStore session, InstantSource clock) implements SessionStore {
    @Override
    public Session read() {
        return session.read().at(clock.instant());
    }

    /** The instant is one for the whole update, so that the result fits what the change was applied to. */
    @Override
    public Session update(UnaryOperator<Session> change) {
        var now = clock.instant();
        return session.update(stored -> change.apply(stored.at(now))).at(now);
    }
}
