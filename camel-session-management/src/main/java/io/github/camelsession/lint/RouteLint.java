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
package io.github.camelsession.lint;

import io.github.camelsession.lint.graph.Analysis;
import io.github.camelsession.lint.graph.Budget;
import io.github.camelsession.lint.route.RouteEntrance;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Finds the mistakes in all routes of a context. */
public final class RouteLint {
    private RouteLint() {}

    /**
     * Starts to record interceptors. Call this before the context builds its routes; otherwise interceptors are not
     * seen.
     */
    public static void watch(CamelContext context) {
        context.addLifecycleStrategy(new RouteWatch());
    }

    /**
     * Examines the routes. Call this when the context has built them.
     *
     * @return {@link LintReport#NOTHING} for a context whose routes have no model
     */
    public static LintReport look(CamelContext context, SessionSteps steps, Budget budget) {
        return context instanceof ModelCamelContext model ? look(model, steps, budget) : LintReport.NOTHING;
    }

    private static LintReport look(ModelCamelContext context, SessionSteps steps, Budget budget) {
        List<RouteDefinition> definitions = List.copyOf(context.getRouteDefinitions());
        Routes routes = new Routes(context, steps);
        definitions.forEach(routes::add);
        RouteWatch watch = RouteWatch.of(context);
        SendInterceptors atSends = new SendInterceptors(routes, watch.atSends());
        int read = 0;
        for (RouteEntrance entrance : routes.entrances()) {
            if (budget.look()) {
                return new LintReport(List.of(), LintMessages.routesLeft(read, definitions.size()));
            }
            new RouteReader(routes, entrance, new Interceptors(watch.everywhere(entrance.route()), atSends)).read();
            read++;
        }
        routes.connect();
        return report(routes, Analysis.of(routes.graph(), routes.callers(), budget));
    }

    private static LintReport report(Routes routes, Analysis analysis) {
        List<String> findings = analysis.faults().stream()
                .map(fault -> LintMessages.of(fault, routes.describe(fault.step())))
                .toList();
        return new LintReport(findings, analysis.complete() ? null : LintMessages.fieldsLeft(analysis.notLookedAt()));
    }
}
