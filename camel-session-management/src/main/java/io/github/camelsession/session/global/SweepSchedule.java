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
package io.github.camelsession.session.global;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps repeatedly on its own thread; each sweep starts {@code sweepInterval} after the previous one has ended. When
 * stopped, a running sweep ends after the current key.
 */
public final class SweepSchedule extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(SweepSchedule.class);

    /** The time that a stop waits for the current removal. A repository that hangs is interrupted then. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final CamelContext context;
    private final GlobalSessions sessions;
    private final Duration interval;

    private @Nullable ScheduledExecutorService executor;
    private boolean isSlow; // of the sweeping thread

    public SweepSchedule(CamelContext context, GlobalSessions sessions, Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("sweepInterval is " + interval + "; set it to 1 ms or more");
        }
        this.context = context;
        this.sessions = sessions;
        this.interval = interval;
    }

    @Override
    protected void doStart() {
        ScheduledExecutorService scheduler =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "SessionSweeper");
        long millis = interval.toMillis();
        scheduler.scheduleWithFixedDelay(this::sweep, millis, millis, TimeUnit.MILLISECONDS);
        executor = scheduler;
    }

    @Override
    protected void doStop() {
        if (executor != null) {
            context.getExecutorServiceManager().shutdownGraceful(executor, LONGEST_STOP.toMillis());
            executor = null;
        }
    }

    /** While the context stops, routes that want to know of expired sessions may be gone already. */
    private boolean isLate() {
        return isStoppingOrStopped() || context.isStopping();
    }

    /** Likewise: while the context starts, they may not be there yet. */
    private boolean isEarly() {
        return context.isStarting();
    }

    private void sweep() {
        try {
            if (!isEarly() && !isLate()) {
                sessions.sweep(this::isLate);
                reportSlowness(sessions.status().sweeps().last());
            }
        } catch (Throwable e) { // anything that escaped would end the schedule, and nobody would see it
            LOG.warn("The sweep of expired sessions failed; the next one runs in {}", interval, e);
        }
    }

    /** Once, and again after a sweep that was fast enough. */
    private void reportSlowness(GlobalStatus.@Nullable Run last) {
        boolean wasSlow = isSlow;
        isSlow = last != null && last.entriesRead() > 0 && last.took().compareTo(interval) > 0;
        if (last != null && isSlow && !wasSlow) {
            LOG.warn(
                    "The sweep of expired sessions took {}, longer than sweepInterval ({}): it read {} entries, because"
                            + " with keyClaims the keys do not contain the expiry. Set sweepInterval to much more than"
                            + " that, or use JdbcSessionRepository, whose table has a column for the expiry. This is not"
                            + " logged again until a sweep takes less than sweepInterval",
                    last.took(),
                    interval,
                    last.entriesRead());
        }
    }
}
