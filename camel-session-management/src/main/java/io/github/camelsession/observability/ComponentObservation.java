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
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.session.global.GlobalStatus;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The state of a running component, as health checks, meters, JMX and the dev console show it. */
public final class ComponentObservation extends Observation<SessionOperation, SessionType> {
    private static final String SCHEME = "session-management";

    private final Supplier<SessionManagementConfiguration> configuration;
    private final Supplier<@Nullable GlobalAccess> global;
    private final SessionManagementHealthCheck health = new SessionManagementHealthCheck(this);

    /** @param global supplies null as long as there is no GLOBAL step */
    public ComponentObservation(
            Supplier<CamelContext> context,
            Supplier<SessionManagementConfiguration> configuration,
            Supplier<@Nullable GlobalAccess> global) {
        super(SCHEME, context, new StepRecorder<>(SessionOperation.class, SessionType.class));
        this.configuration = configuration;
        this.global = global;
    }

    @Override
    String meterPrefix() {
        return "camel.session.management.";
    }

    @Override
    String typeName() {
        return "sessionType";
    }

    @Override
    String typeTag() {
        return "type";
    }

    @Override
    JsonObject status() {
        return StatusReport.of(this);
    }

    SessionManagementConfiguration configuration() {
        return configuration.get();
    }

    /** Returns null as long as there is no GLOBAL step. */
    @Nullable
    GlobalAccess globalAccess() {
        return global.get();
    }

    /**
     * Registers the health check. Does nothing if it is registered already, or if the context does not know the
     * component yet: a later call does it then, because the check has the component's name.
     */
    public void open() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null && nameInContext() != null) {
            checks.register(health);
        }
    }

    /** The default component's is its name alone, those of others follow Camel's own, such as {@code consumer:orders}. */
    String healthCheckId() {
        return name().equals(SCHEME) ? SCHEME : SCHEME + ":" + name();
    }

    @Override
    public void close() {
        super.close();
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
}
