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
package io.github.camelsession.fuzz;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A million steps: {@code mvn -Pfuzz -pl camel-session-management verify}; by its name no part of the normal run. */
class LongStepFuzz extends StepFuzzTest {
    @Override
    @Property(tries = 50_000, edgeCases = EdgeCasesMode.NONE)
    void whateverComesStepsFailAsDocumentedAndSessionsHoldWhatTheyShould(@ForAll("histories") List<FuzzStep> history) {
        super.whateverComesStepsFailAsDocumentedAndSessionsHoldWhatTheyShould(history);
    }
}
