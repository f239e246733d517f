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
package io.github.camelsession.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** What encryptionKeys costs where neither network nor disk is in the way. */
final class EncryptedRow implements Row {
    @Override
    public String name() {
        return "encrypted";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws RunnerException {
        for (String operation : List.of("put", "get")) {
            Jmh jmh = Jmh.of(EncryptedStepBenchmark.class, operation);
            List<Figure> figures = Jmh.inTurns(effort, jmh.with("encrypted", "true"), jmh.with("encrypted", "false"));
            done.accept(new Result(
                    "encrypted-" + operation,
                    "encrypted GLOBAL " + operation.toUpperCase(Locale.ROOT)
                            + " step in Camel's memory repository, 1 KB, token known",
                    "the same step without encryptionKeys",
                    PerformanceTarget.atMostTimes(1.3),
                    figures.get(0),
                    figures.get(1)));
        }
    }
}
