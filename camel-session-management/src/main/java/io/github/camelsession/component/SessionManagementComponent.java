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
import io.github.camelsession.access.TokenHeaders;
import io.github.camelsession.json.JsonBody;
import io.github.camelsession.observability.ComponentObservation;
import io.github.camelsession.observability.SessionManagementMBean;
import io.github.camelsession.observability.StatusText;
import io.github.camelsession.observability.StepRecorder;
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
public class SessionManagementComponent extends DefaultComponent implements SessionManagementMBean {
    @Metadata(description = "How callers of GLOBAL sessions are verified, and where and how long their sessions live.")
    private SessionManagementConfiguration configuration = new SessionManagementConfiguration();

    private final LazyGlobalAccess global = new LazyGlobalAccess();
    private final StepRecorder watch = new StepRecorder();
    private volatile @Nullable JsonBody body;
    private final ComponentObservation sight = new ComponentObservation(this);
    private InstantSource clock = Clock.systemUTC();

    public SessionManagementConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SessionManagementConfiguration configuration) {
        this.configuration = configuration;
    }

    /** For tests, which turn the time by themselves. */
    void setClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        parameters.forEach(SessionManagementComponent::refuseSeveral);
        SessionManagementEndpoint endpoint = new SessionManagementEndpoint(uri, this);
        endpoint.setStepName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Camel makes a List of an option that is written twice, and would set its text, with brackets. */
    private static void refuseSeveral(String option, Object value) {
        if (value instanceof List) {
            throw new IllegalArgumentException("the option " + option + " is written more than once: write it once,"
                    + " and several fields with commas, as in fields=a,b");
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
        StartUpChecks.check(getCamelContext(), configuration);
        super.doStart();
        TokenHeaders.of(getCamelContext()).add(configuration.getTokenHeader());
        sight.open();
    }

    @Override
    protected void doStop() throws Exception {
        sight.close();
        global.stop(getCamelContext());
        super.doStop();
    }

    /** From here on, there are steps. */
    void endpointStarts() {
        sight.meter();
    }

    /** One for all steps: what it finds out about the application's classes is worth keeping. */
    JsonBody body() {
        JsonBody known = body;
        if (known == null) {
            // Two threads may make one each: that costs memory, and nothing else.
            known = new JsonBody(getCamelContext(), () -> configuration.getObjectMapper());
            body = known;
        }
        return known;
    }

    StepRecorder watch() {
        return watch;
    }

    /** Null as long as there is no GLOBAL step. */
    @Nullable
    GlobalAccess knownGlobalAccess() {
        return global.known();
    }

    /**
     * Made for the first GLOBAL step, so that LOCAL alone needs no configuration.
     *
     * @throws IllegalArgumentException if the configuration is not usable; it names the options to set
     */
    GlobalAccess globalAccess() throws IllegalArgumentException {
        return global.get(getCamelContext(), configuration, clock);
    }

    @Override
    public long getSteps() {
        return watch.counts().total();
    }

    @Override
    public long getFailedSteps() {
        return watch.counts().failed();
    }

    @Override
    public long getDeniedSteps() {
        return watch.counts().denied();
    }

    @Override
    public long getConflicts() {
        return sight.global(0, status -> status.store().lostComparisons());
    }

    @Override
    public int getSessions() {
        return (int) sight.global(-1, status -> status.sessions().number());
    }

    @Override
    public long getSweeps() {
        return sight.global(0, status -> status.sweeps().totals().runs());
    }

    @Override
    public long getSweptSessions() {
        return sight.global(0, status -> status.sweeps().totals().removed());
    }

    @Override
    public @Nullable String getLastStoreError() {
        return sight.lastStoreError();
    }

    @Override
    public int getRememberedTokens() {
        GlobalAccess known = global.known();
        return known == null ? 0 : known.rememberedTokens();
    }

    @Override
    public String report() {
        return StatusText.of(this);
    }

    @Override
    public int sweepNow() {
        return globalAccess().sessions().sweep();
    }

    @Override
    public boolean clearSession(String hash) {
        return globalAccess().sessions().clear(hash);
    }
}
