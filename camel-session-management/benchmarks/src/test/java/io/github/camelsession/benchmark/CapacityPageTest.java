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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityPageTest {
    private static final Path DOCUMENTED = Path.of("..", "src", "main", "docs", "session-management-capacity.adoc");

    private final CapacityPage page = new CapacityPage(new Report(
            List.of(
                    result("capacity-bytes-ONE_KILOBYTE-REDIS", 1_500, 1_500, "bytes"),
                    result("capacity-bytes-ONE_KILOBYTE-POSTGRESQL", 1_500, 1_500, "bytes"),
                    result("capacity-sweep-REDIS", 30, 15, "s"),
                    result("capacity-get-16-REDIS", 3_000, 6_000, "steps/s"),
                    result("capacity-put-16-REDIS", 1_500, 2_000, "steps/s")),
            new Machine(Map.of("JDK", "one for tests"))));

    private static Result result(String id, double ours, double theirs, String unit) {
        return new Result(
                id,
                "A",
                "B",
                PerformanceTarget.atLeastTimes(0.1),
                Figure.exactly(ours, unit),
                Figure.exactly(theirs, unit));
    }

    @Test
    void roomAndRequestsAreReckonedFromWhatWasMeasured() {
        assertThat(page.tables())
                .contains("| Redis | – | 1,500 | –\n")
                .contains("| PostgreSQL | 1.50 GB | 15.0 GB | 1.50 TB\n")
                .contains("| Redis | – | – | 3,000 (0.50×) | 1,500 (0.75×) | 1,000\n")
                .contains("| MariaDB | – | – | – | – | –\n");
    }

    @Test
    void tablesAreWrittenOverThoseOfBeforeAndNothingElseChanges(@TempDir Path docs) throws Exception {
        Path file = docs.resolve(DOCUMENTED.getFileName());
        Files.copy(DOCUMENTED, file);
        page.writeInto(docs);
        page.writeInto(docs);
        assertThat(Files.readString(file)).containsOnlyOnce("| Redis | – | 1,500 | –\n");
        assertThat(withoutTables(file)).isEqualTo(withoutTables(DOCUMENTED)).contains("== Nodes", "== Measured");
    }

    @Test
    void oneHashIsNotReckonedToHoldAThousandMillionSessions() {
        assertThat(page.tables()).contains("| Redis | 1.50 GB | 15.0 GB | –\n");
    }

    @Test
    void sweepHasACellForEachColumnWhateverWasMeasured() {
        assertThat(page.tables())
                .contains("| Redis | 30.0 s | 15.0 s | – | – | – | – | 50 min\n")
                .contains("| Hazelcast, with one backup | – | – | – | – | – | – | –\n");
    }

    private static String withoutTables(Path file) throws IOException {
        return Files.readString(file)
                .replaceFirst("(?s)(// capacity tables: begin[^\\n]*\\n).*(// capacity tables: end)", "$1$2");
    }

    @Test
    void pageWithoutTheTwoMarksIsRefused(@TempDir Path docs) throws Exception {
        Files.writeString(docs.resolve(DOCUMENTED.getFileName()), "= Capacity\n");
        assertThatThrownBy(() -> page.writeInto(docs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("between which the tables are written");
    }
}
