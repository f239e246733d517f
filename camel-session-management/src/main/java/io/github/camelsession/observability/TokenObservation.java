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
package io.github.camelsession.observability;

import io.github.camelsession.TokenDelivery;
import io.github.camelsession.TokenOperation;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.util.json.JsonObject;

/** The steps of a component {@code session-token}. It has no other state. */
public final class TokenObservation extends Observation<TokenOperation, TokenDelivery> {
    public TokenObservation(Supplier<CamelContext> context) {
        super("session-token", context, new StepRecorder<>(TokenOperation.class, TokenDelivery.class));
    }

    @Override
    String meterPrefix() {
        return "camel.session.token.";
    }

    @Override
    String typeName() {
        return "deliver";
    }

    @Override
    String typeTag() {
        return "deliver";
    }

    @Override
    JsonObject status() {
        JsonObject report = new JsonObject();
        StatusReport.putSteps(report, this);
        return report;
    }
}
