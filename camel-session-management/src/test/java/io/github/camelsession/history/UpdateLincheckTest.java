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
package io.github.camelsession.history;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.camelsession.history.FaultPlan.Fault;
import io.github.camelsession.history.SessionUnderLincheck.Specification;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Lincheck's own scenarios on a session whose store errs by plan: each answer is that of a session without a store.
 * More of them: {@code -Dlincheck.iterations=100 -Dlincheck.invocations=10000}.
 */
public class UpdateLincheckTest {
    private static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 2);
    /** In milliseconds; the first invocation also instruments whatever it meets. */
    private static final long TIMEOUT = 120_000;

    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 50);

    private final SessionUnderLincheck session = new SessionUnderLincheck(
            Fault.NONE,
            Fault.STORED_BUT_FAILED,
            Fault.NONE,
            Fault.LATE,
            Fault.STORED_BUT_REFUSED,
            Fault.NONE,
            Fault.STORED_BUT_FAILED,
            Fault.STORED_BUT_REFUSED,
            Fault.REFUSED_BUT_LATE);

    @Operation
    public String put(@Param(gen = IntGen.class, conf = "1:3") int value) {
        return session.put(value);
    }

    @Operation
    public String putIfAbsent(@Param(gen = IntGen.class, conf = "1:3") int value) {
        return session.putIfAbsent(value);
    }

    @Operation
    public String add(@Param(gen = IntGen.class, conf = "1:3") int value) {
        return session.add(value);
    }

    @Operation
    public String append(@Param(gen = IntGen.class, conf = "1:3") int value) {
        return session.append(value);
    }

    @Operation
    public String take() {
        return session.take();
    }

    @Operation
    public String deleteOrFail() {
        return session.deleteOrFail();
    }

    @Operation
    public String get() {
        return session.get();
    }

    @Operation
    public String getWithAnotherToken() {
        return session.getWithAnotherToken();
    }

    @Operation
    public String end() {
        return session.end();
    }

    /** Libraries, and what of ours only makes a value of a value: nothing is shared there. */
    private static boolean isPure(String name) {
        return Stream.of(
                        "java.security.",
                        "java.util.UUID",
                        "org.apache.camel.",
                        "com.fasterxml.",
                        "org.slf4j.",
                        "ch.qos.",
                        "io.github.camelsession.json.",
                        "io.github.camelsession.session.global.entry.Entry",
                        "io.github.camelsession.session.global.entry.EndedTokens",
                        "io.github.camelsession.session.global.entry.ShownToken",
                        Context.class.getName())
                .anyMatch(name::startsWith);
    }

    @Test
    void stress() {
        new StressOptions()
                .iterations(5 * ITERATIONS)
                .invocationsPerIteration(4 * INVOCATIONS)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(UpdateLincheckTest.class);
    }

    @Test
    void modelChecking() {
        new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .addGuarantee(
                        forClasses(UpdateLincheckTest::isPure).allMethods().ignore())
                .addGuarantee(
                        forClasses(FaultyStore.class.getName()).allMethods().treatAsAtomic())
                .invocationTimeout$lincheck(TIMEOUT)
                .actorsBefore(1)
                .actorsAfter(1)
                .threads(2)
                .actorsPerThread(2)
                .sequentialSpecification(Specification.class)
                .check(UpdateLincheckTest.class);
    }
}
