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
package io.github.camelsession;

import io.github.camelsession.lint.Access;
import io.github.camelsession.lint.Finding;
import io.github.camelsession.lint.RouteLint;
import io.github.camelsession.session.FieldNames;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the routes each time the context starts: when all of them are built, and before the first message. */
final class LintAtStart implements StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(LintAtStart.class);

    private LintAtStart() {}

    /** Does nothing if the context has it already: a context that is started again has new components, not listeners. */
    static void install(CamelContext context) throws Exception {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getContextPlugin(LintAtStart.class) == null) {
            LintAtStart lint = new LintAtStart();
            extension.addContextPlugin(LintAtStart.class, lint);
            context.addStartupListener(lint);
        }
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        LintMode mode = modeIn(context);
        if (mode == LintMode.OFF) {
            return;
        }
        List<Finding> findings = findings(context, mode);
        if (mode == LintMode.FAIL && !findings.isEmpty()) {
            throw new IllegalStateException(message(findings));
        }
        findings.forEach(finding -> LOG.warn("{} (option lint)", finding));
    }

    /** Of several components, the strictest one's. */
    private static LintMode modeIn(CamelContext context) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(SessionManagementComponent.class::isInstance)
                .map(component -> ((SessionManagementComponent) component)
                        .getConfiguration()
                        .getLint())
                .max(Comparator.naturalOrder())
                .orElse(LintMode.OFF);
    }

    private static List<Finding> findings(CamelContext context, LintMode mode) {
        try {
            return RouteLint.findings(context, LintAtStart::accessOf);
        } catch (RuntimeException e) {
            if (mode == LintMode.FAIL) {
                throw e;
            }
            LOG.warn("session-management: the routes could not be looked at (option lint); they start as they are", e);
            return List.of();
        }
    }

    /** Routes that are added later are not looked at: what they put and read may come with the next one. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // nothing is left to do
    }

    private static String message(List<Finding> findings) {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining(
                        "\n- ",
                        "session-management: LOCAL fields of these steps lead nowhere. Correct the routes, or set"
                                + " camel.component.session-management.lint to WARN or OFF.\n- ",
                        ""));
    }

    private static @Nullable Access accessOf(Endpoint endpoint) {
        if (!(endpoint instanceof SessionManagementEndpoint step) || step.getSessionType() != SessionType.LOCAL) {
            return null;
        }
        Access access = accessOf(step.getOperation(), step.fieldNames());
        return step.namesFields() ? access : access.unreported();
    }

    private static Access accessOf(SessionOperation operation, FieldNames names) {
        return switch (operation) {
            case GET, CONTAINS -> Access.reading(names);
            case PUT -> Access.putting(names);
            case PUT_IF_ABSENT -> Access.puttingIfAbsent(names);
            case DELETE -> Access.deleting(names);
            case CLEAR -> Access.clearing();
        };
    }
}
