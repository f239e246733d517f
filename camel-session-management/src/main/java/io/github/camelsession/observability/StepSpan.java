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

import java.util.function.BiConsumer;
import org.apache.camel.Exchange;

/**
 * The span that a tracer has opened for a step, on its way to the step, which alone knows what it did: headers may
 * override the operation, and an interceptor may skip the step. Does not refer to camel-telemetry, which is optional.
 */
final class StepSpan {
    private static final String PROPERTY = "CamelSessionManagementSpan";

    private final BiConsumer<String, String> tags;

    private StepSpan(BiConsumer<String, String> tags) {
        this.tags = tags;
    }

    /** @param tags sets a tag of the span */
    static void open(Exchange exchange, BiConsumer<String, String> tags) {
        exchange.setProperty(PROPERTY, new StepSpan(tags));
    }

    /** Does nothing if the step is not traced. */
    static void tell(
            Exchange exchange, Observation<?, ?> component, Enum<?> operation, Enum<?> type, StepOutcome outcome) {
        if (exchange.removeProperty(PROPERTY) instanceof StepSpan span) {
            String prefix = component.meterPrefix();
            span.tags.accept(prefix + "operation", operation.name());
            span.tags.accept(prefix + component.typeTag(), type.name());
            span.tags.accept(prefix + "outcome", outcome.label());
        }
    }

    /** Of a step that did not run. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}
