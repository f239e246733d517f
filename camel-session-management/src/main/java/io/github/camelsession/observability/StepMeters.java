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

import io.github.camelsession.DenialReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * The meters {@code camel.session.management.*} or {@code camel.session.token.*} of a component. This is the only class
 * that refers to Micrometer, which is optional: use it only through {@link MicrometerPresence}.
 */
final class StepMeters implements StepTimer {
    /** The name under which camel-micrometer binds its registry, too. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private record Step(Enum<?> operation, Enum<?> type, StepOutcome outcome) {}

    private final MeterRegistry registry;
    private final Tags tags;
    private final String prefix;
    private final String typeTag;
    private final ConcurrentMap<Step, Timer> timers = new ConcurrentHashMap<>();
    private final Queue<Meter> others = new ConcurrentLinkedQueue<>();

    private StepMeters(MeterRegistry registry, Observation<?, ?> component) {
        this.registry = registry;
        this.tags = Tags.of("camelContext", component.context().getName(), "component", component.name());
        this.prefix = component.meterPrefix();
        this.typeTag = component.typeTag();
        for (DenialReason reason : DenialReason.values()) {
            add(FunctionCounter.builder(
                            prefix + "denials", component.steps().counts(), counts -> counts.denials(reason))
                    .description("Denied steps by reason")
                    .tags(tags.and("reason", reason.name()))
                    .register(registry));
        }
        if (component instanceof ComponentObservation sessions) {
            addGlobal(sessions);
        }
    }

    /** Returns null if the context has no meter registry, or several of which none has Camel's name. */
    static @Nullable StepTimer of(Observation<?, ?> component) {
        MeterRegistry registry = registryOf(component.context());
        return registry == null ? null : new StepMeters(registry, component);
    }

    private static @Nullable MeterRegistry registryOf(CamelContext context) {
        Registry beans = context.getRegistry();
        MeterRegistry camels = beans.lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        if (camels != null) {
            return camels;
        }
        Set<MeterRegistry> all = beans.findByType(MeterRegistry.class);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    private void addGlobal(ComponentObservation component) {
        add(FunctionCounter.builder(prefix + "conflicts", component, ComponentObservation::conflicts)
                .description("Writes that lost to a concurrent write and were retried")
                .tags(tags)
                .register(registry));
        add(Gauge.builder(prefix + "sessions", component, StepMeters::sessions)
                .description("GLOBAL sessions in the repository, counted now or by the last sweep")
                .tags(tags)
                .register(registry));
        add(FunctionTimer.builder(
                        prefix + "sweeps",
                        component,
                        ComponentObservation::sweeps,
                        ComponentObservation::sweepNanos,
                        TimeUnit.NANOSECONDS)
                .description("Sweeps, which remove expired sessions")
                .tags(tags)
                .register(registry));
        add(FunctionCounter.builder(prefix + "swept", component, ComponentObservation::sweptSessions)
                .description("Expired sessions that sweeps have removed")
                .tags(tags)
                .register(registry));
    }

    private static double sessions(ComponentObservation component) {
        int number = component.sessions();
        return number < 0 ? Double.NaN : number;
    }

    private void add(Meter meter) {
        others.add(meter);
    }

    @Override
    public void finished(Enum<?> operation, Enum<?> type, StepOutcome outcome, long nanos) {
        timers.computeIfAbsent(new Step(operation, type, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Step step) {
        return Timer.builder(prefix + "steps")
                .description("Steps by operation, type and outcome")
                .tags(tags.and(
                        "operation",
                        step.operation().name(),
                        typeTag,
                        step.type().name(),
                        "outcome",
                        step.outcome().label()))
                .register(registry);
    }

    @Override
    public void close() {
        others.forEach(registry::remove);
        timers.values().forEach(registry::remove);
    }
}
