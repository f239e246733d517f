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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.lint.LintReport;
import io.github.camelsession.lint.RouteLint;
import io.github.camelsession.lint.graph.Budget;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinitionHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twice the routes are twice the work, whatever the routes look like. */
class LintGrowthTest {
    private static final LongSupplier NEVER_OVER = () -> 0;

    private static Budget look(LintShape shape, int routes, boolean ownFields) throws Exception {
        Budget budget = new Budget(Duration.ofSeconds(2), NEVER_OVER);
        LintReport report = look(shape.routes(routes, ownFields), budget);
        assertThat(report.unfinished()).isNull();
        assertThat(report.findings()).isEmpty();
        return budget;
    }

    /** Not started: Camel itself takes its time for so many routes. */
    private static LintReport look(RouteBuilder routes, Budget budget) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("session-management");
            context.addRoutes(routes);
            RouteDefinitionHelper.forceAssignIds(context, context.getRouteDefinitions());
            return RouteLint.look(context, new LintedSteps(context), budget);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workGrowsAsTheRoutesThatShareAField(LintShape shape) throws Exception {
        long hundred = look(shape, 100, false).steps();
        assertThat(hundred).isGreaterThan(100);
        assertThat(look(shape, 1_000, false).steps()).isLessThan(11 * hundred);
    }

    @ParameterizedTest
    @EnumSource
    void workGrowsAsTheRoutesThatHaveTheirOwnFields(LintShape shape) throws Exception {
        long hundred = look(shape, 100, true).steps();
        assertThat(look(shape, 1_000, true).steps()).isLessThan(11 * hundred);
        assertThat(look(shape, 5_000, true).steps()).isLessThan(55 * hundred);
    }

    @Test
    void routesWithoutFieldsToFindCostTheirReadingOnly() throws Exception {
        Budget budget = new Budget(Duration.ofSeconds(2), NEVER_OVER);
        look(LintShape.STAR.without(1_000), budget);
        assertThat(budget.steps()).isLessThan(50_000);
    }

    @Test
    void whenTimeIsOverOneLineTellsHowManyRoutesWereRead() throws Exception {
        long[] now = {0};
        Budget budget = new Budget(Duration.ofNanos(10), () -> now[0]++);
        LintReport report = look(LintShape.INDEPENDENT.routes(100, false), budget);
        assertThat(report.findings()).isEmpty();
        assertThat(report.unfinished())
                .isEqualTo("The lint ran out of time: it has read 10 of 102 routes and checked"
                        + " no step (option lint). See session-management-lint.adoc#not-looked-at");
    }
}
