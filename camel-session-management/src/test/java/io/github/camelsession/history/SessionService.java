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
package io.github.camelsession.history;

import io.github.camelsession.history.Answer.Done;
import java.time.Instant;

/** An application that clients ask for steps on their sessions, in this JVM or in another one. */
public interface SessionService extends AutoCloseable {
    Answer ask(Step step, String token);

    /** Whether the store does. */
    default boolean answers() {
        return ask(
                        Step.naming(Step.Kind.GET, "a"),
                        Node.token("nobody", Instant.now().plusSeconds(60)))
                instanceof Done;
    }

    @Override
    void close();
}
