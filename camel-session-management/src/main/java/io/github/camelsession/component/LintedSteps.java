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
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.access.CallerCheck;
import io.github.camelsession.json.ValuePlace;
import io.github.camelsession.lint.SessionSteps;
import io.github.camelsession.lint.StepModel;
import io.github.camelsession.lint.TrustedTriggers;
import io.github.camelsession.lint.graph.Access;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.token.request.AllowedTriggers;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** The steps as the lint sees them, under whatever name the component has. */
final class LintedSteps implements SessionSteps {
    private final Map<SessionManagementComponent, TrustedTriggers> triggers = new IdentityHashMap<>();
    private final CamelContext context;

    LintedSteps(CamelContext context) {
        this.context = context;
    }

    @Override
    public boolean isOurs(Component component) {
        return component instanceof SessionManagementComponent;
    }

    @Override
    public @Nullable StepModel modelOf(Endpoint endpoint) {
        if (!(endpoint instanceof SessionManagementEndpoint step)) {
            return null;
        }
        if (step.isOnBehalf() || step.getOperation() == SessionOperation.BACKCHANNEL_LOGOUT) {
            return StepModel.local(Access.NOTHING); // it needs no caller
        }
        if (step.getSessionType() == SessionType.GLOBAL) {
            boolean stores = OperationKind.of(step.getOperation()) == OperationKind.STORES;
            return StepModel.global(
                    triggersOf(step.getComponent()), stores && step.fieldNames().isAll());
        }
        Access access = step.isPrevious() && step.getOperation() == SessionOperation.PUT
                ? Access.puttingIfAbsent(step.fieldNames()) // it tells what was there
                : accessOf(step.getOperation(), step.fieldNames());
        return StepModel.local(step.namesFields() ? access : access.unnamed());
    }

    @Override
    public StepModel modelOf(String function, @Nullable String argument) {
        if (function.equals(GlobalFunction.NAME)) {
            Component component = context.hasComponent(GlobalFunction.COMPONENT);
            return component instanceof SessionManagementComponent ours
                    ? StepModel.global(triggersOf(ours), false)
                    : StepModel.local(Access.NOTHING);
        }
        FieldNames names = argument == null
                ? FieldNames.ALL
                : FieldNames.of(List.of(ValuePlace.parse(argument).field()));
        return StepModel.local(Access.reading(names));
    }

    private TrustedTriggers triggersOf(SessionManagementComponent component) {
        return triggers.computeIfAbsent(component, LintedSteps::newTriggersOf);
    }

    private static TrustedTriggers newTriggersOf(SessionManagementComponent component) {
        SessionManagementConfiguration configuration = component.getConfiguration();
        AllowedTriggers allowed = AllowedTriggers.parse(configuration.getAllowedTriggers());
        // A token in a cookie, or what Camel's consumer left of one, is still there when the header is gone.
        String header = configuration.getTokenCookie() == null && !configuration.isOauthProfile()
                ? configuration.getTokenHeader()
                : null;
        return new TrustedTriggers(consumer -> allowed.allows(CallerCheck.schemeOf(consumer)), header);
    }

    private static Access accessOf(SessionOperation operation, FieldNames names) {
        return switch (operation) {
            case GET, TAKE, CONTAINS -> Access.reading(names);
            case PUT -> Access.putting(names);
            case ADD -> Access.adding(names);
            case PUT_IF_ABSENT, MERGE, APPEND -> Access.puttingIfAbsent(names);
            case DELETE -> Access.deleting(names);
            case CLEAR -> Access.clearing();
            case CLAIMS, END, END_ALL, BACKCHANNEL_LOGOUT -> Access.NOTHING;
        };
    }
}
