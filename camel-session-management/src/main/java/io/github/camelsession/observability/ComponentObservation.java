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

import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.session.global.GlobalStatus;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/** Shows a component to whatever the application has to look at it with: health checks, meters, JMX. */
final class ComponentObservation {
    private final SessionManagementComponent component;
    private final SessionManagementHealthCheck health;
    private final ReentrantLock metering = new ReentrantLock();

    ComponentObservation(SessionManagementComponent component) {
        this.component = component;
        this.health = new SessionManagementHealthCheck(component);
    }

    void open() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(component.getCamelContext());
        if (checks != null) {
            checks.register(health);
        }
    }

    /** Does nothing if it is metered already, or the context has no meter registry, which may come later. */
    void meter() {
        metering.lock();
        try {
            StepTimer timer = component.watch().isTimed() ? null : MicrometerPresence.timerFor(component);
            if (timer != null) {
                component.watch().timeWith(timer);
            }
        } finally {
            metering.unlock();
        }
    }

    void close() {
        component.watch().stopTiming();
        HealthCheckRegistry checks = HealthCheckRegistry.get(component.getCamelContext());
        if (checks != null) {
            checks.unregister(health);
        }
    }

    /** @param none the answer while there is no GLOBAL step */
    long global(long none, ToLongFunction<GlobalStatus> value) {
        GlobalAccess global = component.knownGlobalAccess();
        return global == null ? none : value.applyAsLong(global.sessions().status());
    }

    @Nullable
    String lastStoreError() {
        GlobalAccess global = component.knownGlobalAccess();
        return global == null
                ? null
                : StatusReport.text(global.sessions().status().store().lastFailure());
    }
}
