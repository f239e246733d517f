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

import io.github.camelsession.lint.graph.Access;
import org.jspecify.annotations.Nullable;

/**
 * What a step does, as far as its options tell.
 *
 * @param access its effect on the LOCAL session
 * @param triggers null for a step that needs no caller
 * @param storesAll whether it stores all fields of the message in a GLOBAL session
 */
public record StepModel(Access access, @Nullable TrustedTriggers triggers, boolean storesAll) {
    /** A step whose options are known only when a message arrives. */
    static final StepModel ANYTHING = new StepModel(Access.ANYTHING, null, false);

    public static StepModel local(Access access) {
        return new StepModel(access, null, false);
    }

    public static StepModel global(TrustedTriggers triggers, boolean storesAll) {
        return new StepModel(Access.NOTHING, triggers, storesAll);
    }

    /** Returns whether there is anything to examine about the step. */
    public boolean isLookedAt() {
        return triggers != null
                || !access.missed().isEmpty()
                || !access.wasted().isEmpty();
    }
}
