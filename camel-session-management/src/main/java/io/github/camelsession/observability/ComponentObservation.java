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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.session.global.GlobalStatus;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/** The state of a running component, as health checks, meters, JMX and the dev console show it. */
public final class ComponentObservation {
    private final Supplier<CamelContext> context;
    private final Supplier<SessionManagementConfiguration> configuration;
    private final Supplier<@Nullable GlobalAccess> global;
    private final StepRecorder steps = new StepRecorder();
    private final SessionManagementHealthCheck health = new SessionManagementHealthCheck(this);
    private final ReentrantLock metering = new ReentrantLock();

    /** @param global supplies null as long as there is no GLOBAL step */
    public ComponentObservation(
            Supplier<CamelContext> context,
            Supplier<SessionManagementConfiguration> configuration,
            Supplier<@Nullable GlobalAccess> global) {
        this.context = context;
        this.configuration = configuration;
        this.global = global;
    }

    CamelContext context() {
        return context.get();
    }

    SessionManagementConfiguration configuration() {
        return configuration.get();
    }

    public StepRecorder steps() {
        return steps;
    }

    /** Returns null as long as there is no GLOBAL step. */
    @Nullable
    GlobalAccess globalAccess() {
        return global.get();
    }

    public void open() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            checks.register(health);
        }
    }

    /**
     * Registers the meters. Does nothing if they are registered already, or if the context has no meter registry yet; a
     * later call may find one.
     */
    public void meter() {
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

    public void close() {
        steps.stopTiming();
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            checks.unregister(health);
        }
    }

    public long conflicts() {
        return global(0, status -> status.store().lostComparisons());
    }

    /** Returns a negative number if the sessions have not been counted yet. */
    public int sessions() {
        return (int) global(-1, status -> status.sessions().number());
    }

    public long sweeps() {
        return global(0, status -> status.sweeps().totals().runs());
    }

    long sweepNanos() {
        return global(0, status -> status.sweeps().totals().took().toNanos());
    }

    public long sweptSessions() {
        return global(0, status -> status.sweeps().totals().removed());
    }

    /** @param none the value while there is no GLOBAL step */
    private long global(long none, ToLongFunction<GlobalStatus> value) {
        GlobalAccess known = global.get();
        return known == null ? none : value.applyAsLong(known.sessions().status());
    }

    public @Nullable String lastStoreError() {
        GlobalAccess known = global.get();
        return known == null
                ? null
                : StatusReport.text(known.sessions().status().store().lastFailure());
    }

    public int rememberedTokens() {
        GlobalAccess known = global.get();
        return known == null ? 0 : known.rememberedTokens();
    }

    /** Returns what the dev console shows, as text. */
    public String report() {
        return StatusText.of(this);
    }
}
