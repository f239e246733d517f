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

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What can be observed of a component with steps.
 *
 * @param <O> what its steps do
 * @param <T> in what way
 */
public abstract class Observation<O extends Enum<O>, T extends Enum<T>> {
    private final Supplier<CamelContext> context;
    private final StepRecorder<O, T> steps;
    private final ReentrantLock metering = new ReentrantLock();
    private final String scheme;
    private volatile @Nullable String name;
    private volatile boolean traced;

    /** @param scheme the name of a component that nobody has given another */
    Observation(String scheme, Supplier<CamelContext> context, StepRecorder<O, T> steps) {
        this.scheme = scheme;
        this.context = context;
        this.steps = steps;
    }

    /**
     * Returns the component's name in its context, which tells several components of a kind apart. Where a component is
     * started before it is added to the context, it has its scheme's name until then.
     */
    public final String name() {
        String known = nameInContext();
        return known == null ? scheme : known;
    }

    final @Nullable String nameInContext() {
        String known = name;
        if (known == null) {
            known = context().getComponentNames().stream()
                    .filter(some -> context().hasComponent(some) instanceof ObservedComponent component
                            && component.observation() == this)
                    .findFirst()
                    .orElse(null);
            name = known;
        }
        return known;
    }

    final CamelContext context() {
        return context.get();
    }

    public final StepRecorder<O, T> steps() {
        return steps;
    }

    /** What the names of its meters begin with. */
    abstract String meterPrefix();

    /** What consoles call the way of a step. */
    abstract String typeName();

    /** The same for the tags of meters. */
    abstract String typeTag();

    /** What a console may show. */
    abstract JsonObject status();

    /**
     * Registers the meters. Does nothing if they are registered already, or if the context has no meter registry yet; a
     * later call may find one.
     */
    public final void meter() {
        metering.lock();
        try {
            StepTimer timer = steps.isTimed() ? null : MicrometerPresence.timerFor(this);
            if (timer != null) {
                steps.timeWith(timer);
            }
        } finally {
            metering.unlock();
        }
    }

    /** From now on, steps look for their span. */
    final void trace() {
        traced = true;
    }

    /** Tells the step's span what the step did, if a tracer of Camel has opened one. */
    public final void tellSpan(Exchange exchange, O operation, T type, StepOutcome outcome) {
        if (traced) {
            StepSpan.tell(exchange, this, operation, type, outcome);
        }
    }

    /** The component stops. */
    public void close() {
        steps.stopTiming();
    }

    /** Returns what the dev console shows, as text. */
    public final String report() {
        return StatusText.of(status());
    }
}
