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

import java.util.Arrays;
import java.util.List;

/** Everything that is measured. */
final class Rows {
    private Rows() {}

    static List<Row> all() {
        return List.of(
                StepRow.put(),
                StepRow.get(),
                new LocalRouteRow(),
                new UnusedRow(),
                new FunctionRow(),
                new OperationsRow(),
                new GlobalStepRow(),
                new EncryptedRow(),
                new AllocationRow(),
                new GrowthRow(),
                new HeapRow(),
                new SweepRow(),
                new DatabaseSweepRow(),
                new HotRow(),
                new IssueRow(),
                new StartRow(),
                new LintRow(),
                new HttpRow(),
                new TailRow(),
                new CookieRow(),
                new HttpSessionRow(),
                new TwoNodesRow(),
                new StoreRow(),
                new SpringBootRow(),
                new CapacityRow());
    }

    /** @param names separated by commas, or {@code all} */
    static List<Row> named(String names) {
        if (names.equals("all")) {
            return all();
        }
        return Arrays.stream(names.split(",", -1)).map(Rows::only).toList();
    }

    private static Row only(String name) {
        List<Row> rows = all();
        return rows.stream()
                .filter(row -> row.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("benchmark.rows names '" + name
                        + "', which there is not; name some of "
                        + rows.stream().map(Row::name).toList() + ", separated by commas, or 'all'"));
    }
}
