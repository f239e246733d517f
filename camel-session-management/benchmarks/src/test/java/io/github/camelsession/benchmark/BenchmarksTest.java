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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row runs, so that none rots; the figures of a smoke run mean nothing. */
class BenchmarksTest {
    static Stream<String> names() {
        return Rows.all().stream().map(Row::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void rowRuns(String name) throws Exception {
        List<String> progress = new ArrayList<>();
        List<Result> results = new Benchmarks(Effort.SMOKE, progress::add).measure(Rows.named(name));

        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.ours().score()).isFinite();
            assertThat(result.theirs().score()).isFinite();
        });
        assertThat(results).extracting(Result::id).doesNotHaveDuplicates();
        assertThat(progress).hasSize(results.size() + 2);
    }
}
