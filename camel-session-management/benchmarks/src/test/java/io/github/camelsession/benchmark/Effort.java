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

import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long and how large: for figures, or only to see that everything runs. */
enum Effort {
    FULL {
        @Override
        ChainedOptionsBuilder jmh() {
            return new OptionsBuilder()
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .forks(1)
                    .jvmArgsAppend("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch")
                    .warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(300));
        }

        @Override
        Duration window() {
            return Duration.ofSeconds(2);
        }

        @Override
        int sessions() {
            return 1_000_000;
        }

        @Override
        int repetitions() {
            return 5;
        }

        @Override
        List<Integer> routes() {
            return List.of(100, 1_000);
        }
    },
    /** In this JVM, without warming up: the figures mean nothing. */
    SMOKE {
        @Override
        ChainedOptionsBuilder jmh() {
            return new OptionsBuilder()
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(20));
        }

        @Override
        Duration window() {
            return Duration.ofMillis(50);
        }

        @Override
        int sessions() {
            return 1_000;
        }

        @Override
        int repetitions() {
            return 1;
        }

        @Override
        List<Integer> routes() {
            return List.of(10);
        }
    };

    abstract ChainedOptionsBuilder jmh();

    /** How long a row that measures by itself is to run one side. */
    abstract Duration window();

    /** What "a million sessions" is. */
    abstract int sessions();

    /** How often a row that measures by itself is to do so, to take the median. */
    abstract int repetitions();

    /** How many routes applications have. */
    abstract List<Integer> routes();
}
