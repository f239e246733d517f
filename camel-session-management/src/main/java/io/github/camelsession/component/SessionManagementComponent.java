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
package io.github.camelsession.component;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.access.ExchangeCreatedNotifier;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.access.LazyGlobalAccess;
import io.github.camelsession.access.StartUpChecks;
import io.github.camelsession.access.StartedComponents;
import io.github.camelsession.access.TokenHeaders;
import io.github.camelsession.json.JsonBody;
import io.github.camelsession.observability.ComponentObservation;
import io.github.camelsession.observability.ObservedComponent;
import io.github.camelsession.observability.SessionManagementMBean;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** The component {@code session-management}; its options are those of {@link SessionManagementConfiguration}. */
@Component("session-management")
@ManagedResource(description = "Sessions of routes and users")
public class SessionManagementComponent extends DefaultComponent implements SessionManagementMBean, ObservedComponent {
    @Metadata(description = "How callers of GLOBAL sessions are verified, and where and how long their sessions live.")
    private SessionManagementConfiguration configuration = new SessionManagementConfiguration();

    private final LazyGlobalAccess global = new LazyGlobalAccess();
    private volatile @Nullable JsonBody body;
    private final StartedComponents.Started started = new StartedComponents.Started(this::name, this::getConfiguration);
    private final ComponentObservation observation =
            new ComponentObservation(this::getCamelContext, this::getConfiguration, global::known);
    private InstantSource clock = Clock.systemUTC();

    public SessionManagementConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SessionManagementConfiguration configuration) {
        this.configuration = configuration;
    }

    /** For tests, which turn the time by themselves. */
    public void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** What time it is for tokens and sessions. */
    public InstantSource clock() {
        return clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        parameters.forEach(SessionManagementComponent::refuseSeveral);
        SessionManagementEndpoint endpoint = new SessionManagementEndpoint(uri, this);
        endpoint.setStepName(remaining);
        endpoint.setGivenOptions(parameters.keySet());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Camel makes a List of an option that is written twice, and would set its text, with brackets. */
    public static void refuseSeveral(String option, Object value) {
        if (value instanceof List) {
            throw new IllegalArgumentException("the option " + option + " is given more than once: give it once, and"
                    + " separate several fields by commas, as in fields=a,b");
        }
    }

    /** Again what {@link SessionManagementContextPlugin} did: a context may have got a new management strategy since. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        StartUpChecks.mask(getCamelContext());
        ExchangeCreatedNotifier.install(getCamelContext());
        LintAtStart.install(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        global.up();
        StartUpChecks.check(getCamelContext(), name(), configuration);
        super.doStart();
        TokenHeaders.of(getCamelContext()).add(configuration);
        StartedComponents.of(getCamelContext()).add(started);
        observation.open();
    }

    @Override
    protected void doStop() throws Exception {
        observation.close();
        StartedComponents.of(getCamelContext()).remove(started);
        global.stop(getCamelContext());
        super.doStop();
    }

    /** From here on, there are steps, and the context knows the component, also one that was added after its start. */
    void endpointStarts() {
        observation.open();
        observation.meter();
    }

    /** One for all steps: what it finds out about the application's classes is worth keeping. */
    public JsonBody body() {
        JsonBody known = body;
        if (known == null) {
            // Two threads may make one each: that costs memory, and nothing else.
            known = new JsonBody(getCamelContext(), () -> configuration.getObjectMapper());
            body = known;
        }
        return known;
    }

    /** Under which the context knows it. */
    String name() {
        return observation.name();
    }

    @Override
    public ComponentObservation observation() {
        return observation;
    }

    /**
     * Made for the first GLOBAL step, so that LOCAL alone needs no configuration.
     *
     * @throws IllegalArgumentException if the configuration is not usable; it names the options to set
     */
    public GlobalAccess globalAccess() throws IllegalArgumentException {
        return global.get(name(), getCamelContext(), configuration, clock);
    }

    /** Likewise, where there may be no endpoint that starts. */
    GlobalAccess globalAccessForFunction() throws IllegalArgumentException {
        if (global.known() == null) {
            endpointStarts();
        }
        return globalAccess();
    }

    @Override
    public long getSteps() {
        return observation.steps().counts().total();
    }

    @Override
    public long getFailedSteps() {
        return observation.steps().counts().failed();
    }

    @Override
    public long getDeniedSteps() {
        return observation.steps().counts().denied();
    }

    @Override
    public long getConflicts() {
        return observation.conflicts();
    }

    @Override
    public int getSessions() {
        return observation.sessions();
    }

    @Override
    public long getSweeps() {
        return observation.sweeps();
    }

    @Override
    public long getSweptSessions() {
        return observation.sweptSessions();
    }

    @Override
    public @Nullable String getLastStoreError() {
        return observation.lastStoreError();
    }

    @Override
    public int getRememberedTokens() {
        return observation.rememberedTokens();
    }

    @Override
    public String report() {
        return observation.report();
    }

    @Override
    public int sweepNow() {
        return globalAccess().sessions().sweep();
    }

    @Override
    public boolean clearSession(String hash) {
        return globalAccess().sessions().clear(hash);
    }

    @Override
    public int endSessions(String claims) {
        return globalAccess().endSessions(claims);
    }
}
