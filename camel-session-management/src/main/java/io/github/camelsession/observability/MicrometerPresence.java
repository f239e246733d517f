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
package io.github.camelsession.observability;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Prevents {@link StepMeters} from being loaded if Micrometer is not on the class path. */
final class MicrometerPresence {
    private static final String MARK = "io.micrometer.core.instrument.MeterRegistry";

    private MicrometerPresence() {}

    /** Returns null without Micrometer, or if the context has no usable meter registry. */
    static @Nullable StepTimer timerFor(Observation<?, ?> component) {
        CamelContext context = component.context();
        return context.getClassResolver().resolveClass(MARK, StepRecorder.class.getClassLoader()) == null
                ? null
                : StepMeters.of(component);
    }
}
