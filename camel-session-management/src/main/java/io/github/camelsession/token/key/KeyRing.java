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
package io.github.camelsession.token.key;

import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.UnverifiedToken;
import java.time.Instant;

/** The trusted keys. */
public interface KeyRing {
    /**
     * Returns the keys that may have signed this token, by its {@code kid} and algorithm; empty if there are none.
     *
     * @throws TokenKeysUnavailableException if the keys cannot be looked up now
     */
    TrustedKeys keysFor(UnverifiedToken token, Instant now);

    /**
     * @throws TokenKeysUnavailableException if there are no keys; keys from the configuration itself are always there
     */
    default void check(Instant now) {}
}
