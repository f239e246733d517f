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

import io.github.camelsession.LintMode;
import io.github.camelsession.lint.LintReport;
import io.github.camelsession.lint.RouteLint;
import io.github.camelsession.lint.graph.Budget;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Route;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Examines the routes each time the context starts, after all of them are built and before the first message. Does so
 * again when routes have been added, such as by a reload: once for all that are added together.
 */
final class LintAtStart extends LifecycleStrategySupport implements StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(LintAtStart.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(500);

    private final CamelContext context;
    private final LongSupplier nanoTime;
    private final ReentrantLock scheduling = new ReentrantLock();
    private @Nullable ScheduledExecutorService executor;
    private volatile @Nullable Future<?> next;

    LintAtStart(CamelContext context, LongSupplier nanoTime) {
        this.context = context;
        this.nanoTime = nanoTime;
    }

    /** Does nothing if the context has it already: a context that is started again has new components, not listeners. */
    static void install(CamelContext context) throws Exception {
        install(context, System::nanoTime);
    }

    static void install(CamelContext context, LongSupplier nanoTime) throws Exception {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getContextPlugin(LintAtStart.class) == null) {
            LintAtStart lint = new LintAtStart(context, nanoTime);
            extension.addContextPlugin(LintAtStart.class, lint);
            context.addStartupListener(lint);
            context.addLifecycleStrategy(lint);
        }
    }

    @Override
    public void onCamelContextStarting(CamelContext starting, boolean alreadyStarted) {
        LintMode mode = mode();
        if (mode == LintMode.OFF || !hasSteps()) {
            return;
        }
        LintReport report = look(mode);
        if (mode == LintMode.FAIL && !report.findings().isEmpty()) {
            throw new IllegalStateException(message(report.findings()));
        }
        warn(report);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        // routes that come later are told of one by one
    }

    /** Kamelets are made with the first message that goes there, by routes that have been looked at. */
    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        if (context.isStarted() && mode() != LintMode.OFF && !routes.stream().allMatch(Route::isCreatedByKamelet)) {
            lookSoon();
        }
    }

    private void lookSoon() {
        scheduling.lock();
        try {
            if (next != null) {
                next.cancel(false);
            }
            if (executor == null || executor.isShutdown()) {
                executor = context.getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(this, "SessionManagementLint");
            }
            next = executor.schedule(this::lookAgain, QUIET.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            scheduling.unlock();
        }
    }

    /** Whether it will look again. */
    boolean isWaiting() {
        Future<?> look = next;
        return look != null && !look.isDone();
    }

    private void lookAgain() {
        try {
            if (context.isStarted() && hasSteps()) {
                warn(look(LintMode.WARN));
            }
        } catch (ConcurrentModificationException e) {
            lookSoon(); // more routes are coming
        }
    }

    /** Of several components, the strictest one's. */
    private LintMode mode() {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(SessionManagementComponent.class::isInstance)
                .map(component -> ((SessionManagementComponent) component)
                        .getConfiguration()
                        .getLint())
                .max(Comparator.naturalOrder())
                .orElse(LintMode.OFF);
    }

    /** Without, nothing of the lint is loaded. */
    private boolean hasSteps() {
        for (Endpoint endpoint : context.getEndpoints()) {
            Endpoint step =
                    endpoint instanceof InterceptSendToEndpoint wrapper ? wrapper.getOriginalEndpoint() : endpoint;
            if (step instanceof SessionManagementEndpoint) {
                return true;
            }
        }
        return false;
    }

    private LintReport look(LintMode mode) {
        try {
            return RouteLint.look(context, new LintedSteps(context), new Budget(LIMIT, nanoTime));
        } catch (ConcurrentModificationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (mode == LintMode.FAIL) {
                throw e;
            }
            LOG.warn(
                    "session-management: the routes could not be checked; they run unchecked (option lint). See"
                            + " session-management-lint.adoc#not-looked-at",
                    e);
            return new LintReport(List.of(), null);
        }
    }

    private static void warn(LintReport report) {
        report.findings().forEach(LOG::warn);
        if (report.unfinished() != null) {
            LOG.warn(report.unfinished());
        }
    }

    private static String message(List<String> findings) {
        return "session-management: these steps cannot do what the routes say. Correct the routes, or set"
                + " camel.component.session-management.lint to WARN or OFF.\n- "
                + String.join("\n- ", findings);
    }
}
