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

import io.github.camelsession.SessionEvent.Kind;
import java.time.Instant;

/** Where it is told what became of sessions. Call it without a turn: listeners take their time, and use sessions. */
public interface EventSink {
    /** Tells nobody. */
    EventSink NONE = new EventSink() {
        @Override
        public boolean isListenedTo() {
            return false;
        }

        @Override
        public void tell(Kind kind, String key, Instant at) {}
    };

    /** Returns whether finding out what to tell is worth a call of the repository. */
    boolean isListenedTo();

    /**
     * Tells all listeners that there are now. Does not throw, whatever they do.
     *
     * @param key of the session in the repository
     */
    void tell(Kind kind, String key, Instant at);
}
