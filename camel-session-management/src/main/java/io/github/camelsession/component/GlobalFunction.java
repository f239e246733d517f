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

import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.json.ValuePlace;
import io.github.camelsession.observability.StepRecorder;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${globalSession(cart)}}: a GET of the component {@code session-management}, with all that goes with one, but
 * that the field is the function's value.
 */
final class GlobalFunction extends SessionFunction {
    static final String NAME = "globalSession";
    static final String COMPONENT = "session-management";

    GlobalFunction() {
        super(NAME);
    }

    @Override
    public @Nullable Object apply(Exchange exchange, @Nullable Object argument) {
        SessionManagementComponent component =
                exchange.getContext().getComponent(COMPONENT, SessionManagementComponent.class);
        StepRecorder recorder = component.observation().steps();
        long start = recorder.start();
        Object value;
        try {
            value = read(component, exchange, argument);
        } catch (RuntimeException e) {
            RuntimeException failure = translated(argument, e);
            if (failure instanceof SessionManagementException ours) {
                ours.setComponent(component.name());
            }
            recorder.failed(SessionOperation.GET, SessionType.GLOBAL, failure, start);
            throw failure;
        }
        recorder.done(SessionOperation.GET, SessionType.GLOBAL, start);
        return value;
    }

    private static @Nullable Object read(
            SessionManagementComponent component, Exchange exchange, @Nullable Object argument) {
        ValuePlace place = placeOf(argument);
        GlobalAccess global = component.globalAccessForFunction();
        return place.in(global.open(global.authenticate(exchange)).read().attributes());
    }
}
