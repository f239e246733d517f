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

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Adds to the span of a step what the meters have as tags, under the meters' prefix. Only camel-telemetry, which is
 * optional, loads this class and those that extend it.
 */
abstract class StepSpanDecorator extends AbstractSpanDecorator {
    @Override
    public final void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        if (endpoint.getComponent() instanceof ObservedComponent component) {
            component.observation().trace();
            StepSpan.open(exchange, span::setTag);
        }
    }

    @Override
    public final void afterTracingEvent(Span span, Exchange exchange) {
        StepSpan.forget(exchange);
        super.afterTracingEvent(span, exchange);
    }
}
