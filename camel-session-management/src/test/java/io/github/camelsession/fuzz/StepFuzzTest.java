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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** A hundred thousand steps: 5,000 histories of 20. {@link LongStepFuzz} runs a million. */
class StepFuzzTest {
    private static final StepFuzzer FUZZER = new StepFuzzer();

    /** For the subclass: a property can not be inherited and given other numbers in one. */
    static void run(List<FuzzStep> history) {
        FUZZER.run(history);
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void whateverComesStepsFailAsDocumentedAndSessionsHoldWhatTheyShould(@ForAll("histories") List<FuzzStep> history) {
        run(history);
    }

    @Provide
    Arbitrary<List<FuzzStep>> histories() {
        return FuzzStep.any().list().ofSize(20);
    }

    @AfterContainer
    static void stop() {
        FUZZER.close();
        assertThat(FUZZER.count()).isGreaterThanOrEqualTo(100_000);
    }
}
