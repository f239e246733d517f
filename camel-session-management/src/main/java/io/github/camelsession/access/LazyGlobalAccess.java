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
package io.github.camelsession.access;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.SweepSchedule;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the access to GLOBAL sessions for the first GLOBAL step, so that LOCAL sessions alone need no configuration,
 * and discards it when the component stops. A stop does not wait for an access that is being created, because this may
 * hang at the repository; that access is then not used.
 */
public final class LazyGlobalAccess {
    private static final Logger LOG = LoggerFactory.getLogger(LazyGlobalAccess.class);

    /** Shorter values are most likely a mistake: a unit was forgotten or misspelt. */
    private static final Duration LEAST_SKEW = Duration.ofSeconds(1);

    private static final Duration LEAST_IDLE = Duration.ofSeconds(10);

    private final ReentrantLock building = new ReentrantLock();

    /** Guards the fields below. Never held during a wait. */
    private final ReentrantLock change = new ReentrantLock();

    private volatile @Nullable GlobalAccess current;
    private @Nullable SweepSchedule sweeper;

    // Not the component's status: that is stopped as well before the start, when EIPs initialise their steps.
    private volatile boolean down;
    private volatile int stops;

    /** Of this component, however often it starts: as with a repository of the user's, its sessions outlive a restart. */
    private volatile @Nullable BoundedMemoryRepository builtIn;

    /** Null as long as there is no GLOBAL step. */
    @Nullable
    public GlobalAccess known() {
        return current;
    }

    public void up() {
        down = false;
    }

    public void stop(CamelContext context) {
        SweepSchedule running;
        change.lock();
        try {
            down = true;
            stops++;
            current = null;
            running = sweeper;
            sweeper = null;
        } finally {
            change.unlock();
        }
        ServiceHelper.stopService(running);
        forgetBuiltIn(context);
    }

    /** A context that goes down stops it after the routes; one that goes on need not hold it for a removed component. */
    private void forgetBuiltIn(CamelContext context) {
        BoundedMemoryRepository held = builtIn;
        if (held != null && !context.isStopping() && !context.isStopped()) {
            removeService(context, held);
        }
    }

    private static void removeService(CamelContext context, BoundedMemoryRepository held) {
        try {
            context.removeService(held);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "session-management: the CamelContext failed to remove the built-in" + " repository", e);
        }
    }

    /**
     * @param name of the component
     * @throws IllegalArgumentException if the configuration is not usable; it names the options to set
     */
    public GlobalAccess get(
            String name, CamelContext context, SessionManagementConfiguration configuration, InstantSource clock) {
        GlobalAccess known = current;
        if (known != null) {
            return known;
        }
        building.lock();
        try {
            known = current;
            return known != null ? known : built(name, context, configuration, clock);
        } finally {
            building.unlock();
        }
    }

    private GlobalAccess built(
            String name, CamelContext context, SessionManagementConfiguration configuration, InstantSource clock) {
        int before = stops;
        if (down) {
            throw stopped();
        }
        // Again: a component that Java code asks a running context for is started before it is configured.
        StartUpChecks.check(context, name, configuration);
        CallerSource source = configuration.isOauthProfile()
                ? ProfileCallers.of(name, context, configuration)
                : TokenCallers.of(name, context, configuration);
        CallerCheck callers = new CallerCheck(configuration, source, clock);
        NamedUsers users = new NamedUsers(configuration, clock);
        BackchannelLogout logout = new BackchannelLogout(configuration, source, users, clock);
        GlobalSettings settings = settings(configuration);
        AggregationRepository repository = startedRepository(context, configuration);
        if (repository instanceof BoundedMemoryRepository) {
            // Nothing there is encrypted, because it would be beside its keys.
            settings = settings.with(EntryForm.PACKED);
        }
        GlobalSessions sessions = GlobalSessions.in(context, name, repository, settings, clock);
        SweepSchedule next = new SweepSchedule(context, sessions, configuration.getSweepInterval());
        return inUse(new GlobalAccess(callers, users, logout, sessions), next, before);
    }

    private GlobalAccess inUse(GlobalAccess made, SweepSchedule next, int before) {
        change.lock();
        try {
            if (down || stops != before) {
                throw stopped();
            }
            ServiceHelper.startService(next);
            sweeper = next;
            current = made;
            return made;
        } finally {
            change.unlock();
        }
    }

    private static SessionStoreException stopped() {
        return new SessionStoreException(
                "the component is stopped, or stopping with its CamelContext: nothing was read or stored. Start it"
                        + " again if only the component was stopped",
                null);
    }

    private static GlobalSettings settings(SessionManagementConfiguration configuration) {
        String namespace = configuration.getNamespace();
        if (namespace == null || namespace.isBlank()) {
            throw new IllegalArgumentException(
                    "session-management: namespace is blank; set it to a name that distinguishes the sessions of this"
                            + " application from those of others, or leave it out");
        }
        warnIfShort("clockSkew", configuration.getClockSkew(), LEAST_SKEW);
        warnIfShort("maxInactiveInterval", configuration.getMaxInactiveInterval(), LEAST_IDLE);
        warnIfShort("maxLifetime", configuration.getMaxLifetime(), LEAST_IDLE);
        return new GlobalSettings(
                configuration.getUpdateTimeout(),
                configuration.getClockSkew(),
                configuration.getMaxInactiveInterval(),
                configuration.getMaxLifetime(),
                configuration.getMaxSessionSize(),
                configuration.isLockOnlyRepository(),
                EncryptionChoice.of(configuration.getEncryptionKeys()));
    }

    private static void warnIfShort(String option, @Nullable Duration value, Duration least) {
        if (value != null && value.compareTo(least) < 0) {
            LOG.warn(
                    "{} is {}. If this is not intended, write the duration with its unit, such as 30s or 5m: Camel"
                            + " reads a number alone as milliseconds, and an unreadable or negative value as 0. Set"
                            + " camel.component.session-management.{}.",
                    option,
                    value,
                    option);
        }
    }

    /** A service of the context from here on: started now, before the routes, and stopped after them. */
    private AggregationRepository startedRepository(
            CamelContext context, SessionManagementConfiguration configuration) {
        AggregationRepository own = configuration.getAggregationRepository();
        AggregationRepository repository = own != null ? own : builtIn(configuration.getMaxSessions());
        try {
            context.addService(repository, true, true);
            // While routes are initialised Camel puts that off, but starts already what is within a split or multicast.
            ServiceHelper.startService(repository);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "session-management: the repository "
                            + repository.getClass().getName()
                            + " (option aggregationRepository) does not start: see the cause",
                    e);
        }
        return repository;
    }

    private BoundedMemoryRepository builtIn(int maxSessions) {
        BoundedMemoryRepository held = builtIn;
        if (held == null) {
            held = new BoundedMemoryRepository(maxSessions);
            builtIn = held;
        } else {
            held.setMaxSessions(maxSessions);
        }
        return held;
    }
}
