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
package io.github.camelsession.login;

import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.access.StartUpChecks;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.observability.ObservedComponent;
import io.github.camelsession.observability.SessionTokenMBean;
import io.github.camelsession.observability.TokenObservation;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** The component {@code session-token}; its options are those of {@link SessionTokenConfiguration}. */
@org.apache.camel.spi.annotations.Component("session-token")
@ManagedResource(description = "Tokens of logins")
public class SessionTokenComponent extends DefaultComponent implements SessionTokenMBean, ObservedComponent {
    static final String SCHEME = "session-token";

    @Metadata(description = "How tokens are signed, what they say of their issuer, and how long they live.")
    private SessionTokenConfiguration configuration = new SessionTokenConfiguration();

    private final ReentrantLock building = new ReentrantLock();
    private volatile @Nullable TokenMaker maker;
    private final TokenObservation observation = new TokenObservation(this::getCamelContext);

    public SessionTokenConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SessionTokenConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        parameters.forEach(SessionManagementComponent::refuseSeveral);
        SessionTokenEndpoint endpoint = new SessionTokenEndpoint(uri, this);
        endpoint.setStepName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        StartUpChecks.mask(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        StartUpChecks.check(getCamelContext(), observation.name(), configuration, new SessionTokenConfiguration());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        observation.close();
        maker = null;
        super.doStop();
    }

    @Override
    public TokenObservation observation() {
        return observation;
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
    public String report() {
        return observation.report();
    }

    /**
     * Made for the first step, so that an application without one needs no key.
     *
     * @throws IllegalArgumentException if the configuration is not usable; it names the options to set
     */
    TokenMaker maker() {
        TokenMaker known = maker;
        if (known != null) {
            return known;
        }
        building.lock();
        try {
            known = maker;
            if (known == null) {
                // Again: a component that Java code asks a running context for is started before it is configured.
                StartUpChecks.check(
                        getCamelContext(), observation.name(), configuration, new SessionTokenConfiguration());
                known = new MakerChoice(configuration, sessions().getConfiguration(), getCamelContext()).maker();
                maker = known;
            }
            return known;
        } finally {
            building.unlock();
        }
    }

    /** The component that verifies what this one signs. */
    SessionManagementComponent sessions() {
        String name = configuration.getSessionComponent();
        Component found = getCamelContext().getComponent(name);
        if (found instanceof SessionManagementComponent sessions) {
            return sessions;
        }
        throw new IllegalArgumentException(
                "session-token: sessionComponent is '" + name + "', and the CamelContext has no"
                        + " session-management component of that name: set it to the name that the component has in the context,"
                        + " or leave it out");
    }
}
