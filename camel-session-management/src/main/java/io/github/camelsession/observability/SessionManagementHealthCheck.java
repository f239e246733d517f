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

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.access.GlobalAccess;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * A readiness check: ready if the repository answers and there are keys to verify tokens with. A component with LOCAL
 * sessions only is always ready. There is no liveness check, because a restart repairs neither a store nor a key
 * server.
 */
// Does not extend AbstractHealthCheck, which is in the optional camel-health.
final class SessionManagementHealthCheck implements HealthCheck {
    private static final String REPOSITORY = "repository";
    private static final String KEYS = "token.keys";

    private final ComponentObservation component;
    private volatile boolean enabled = true;

    SessionManagementHealthCheck(ComponentObservation component) {
        this.component = component;
    }

    @Override
    public String getId() {
        return component.healthCheckId();
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Map<String, Object> getMetaData() {
        return Map.of(CHECK_ID, getId(), CHECK_GROUP, getGroup());
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .details(getMetaData())
                .detail(CHECK_KIND, Kind.READINESS)
                .detail(CHECK_ENABLED, enabled)
                .detail("component", component.name());
        if (!enabled) {
            return result.message("Disabled").unknown().build();
        }
        GlobalAccess global = component.globalAccess();
        if (global == null) {
            return result.detail("global", "not in use").up().build();
        }
        return result.state(stateOf(global, result)).build();
    }

    /** Always checks both, so that the details name both. */
    private static State stateOf(GlobalAccess global, HealthCheckResultBuilder result) {
        boolean stored = repositoryAnswers(global, result);
        boolean verified = keysAreThere(global, result);
        return stored && verified ? State.UP : State.DOWN;
    }

    private static boolean repositoryAnswers(GlobalAccess global, HealthCheckResultBuilder result) {
        result.detail("repository.class", global.sessions().status().repository());
        try {
            global.sessions().checkRepository();
            result.detail(REPOSITORY, "answers");
            return true;
        } catch (SessionStoreException e) {
            // Without the cause, here and below: messages of drivers may quote stored values.
            result.detail(REPOSITORY, "does not answer").message(e.getMessage());
            return false;
        }
    }

    private static boolean keysAreThere(GlobalAccess global, HealthCheckResultBuilder result) {
        try {
            global.checkKeys();
            result.detail(KEYS, "available");
            return true;
        } catch (TokenKeysUnavailableException e) {
            result.detail(KEYS, "not available").message(e.getMessage());
            return false;
        }
    }
}
