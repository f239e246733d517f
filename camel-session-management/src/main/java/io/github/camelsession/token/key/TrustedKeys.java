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

import java.time.Instant;
import java.util.List;

/**
 * The keys that may have signed a token.
 *
 * @param until when the keys have to be looked up again
 */
public record TrustedKeys(List<VerificationKey> keys, Instant until) {
    /** Returns keys from the configuration itself. They cannot be withdrawn while the application runs. */
    static TrustedKeys always(List<VerificationKey> keys) {
        return new TrustedKeys(keys, Instant.MAX);
    }
}
