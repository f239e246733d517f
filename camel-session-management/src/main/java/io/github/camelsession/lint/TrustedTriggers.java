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
package io.github.camelsession.lint;

import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** The triggers that the GLOBAL steps of one component trust. Each component has one object. */
public final class TrustedTriggers {
    private final Predicate<Endpoint> allowed;
    private final @Nullable String tokenHeader;

    /**
     * @param allowed whether the consumers of an endpoint are trusted
     * @param tokenHeader null if the token may be in other places, too
     */
    public TrustedTriggers(Predicate<Endpoint> allowed, @Nullable String tokenHeader) {
        this.allowed = allowed;
        this.tokenHeader = tokenHeader;
    }

    boolean allow(Endpoint consumer) {
        return allowed.test(consumer);
    }

    @Nullable
    String tokenHeader() {
        return tokenHeader;
    }
}
