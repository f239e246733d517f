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
package io.github.camelsession.examples.pagination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 23 invoices, 1 to 23; that of invoice i has i * 100 cents, but the 13th is one that the ledger does not take. */
class PaginationTest {
    private static final String ERROR = "\"error\":\"The migration has stopped; the log says why\"";
    private static final String CORRECTION = "update invoice set cents = 1300 where id = 13";

    private static Migration withPagesOf(int limit) throws Exception {
        return new Migration(Map.of("pagination.limit", Integer.toString(limit)));
    }

    @ParameterizedTest
    @CsvSource({"1, 24", "5, 5", "22, 2", "23, 2", "24, 1"})
    void everyRowIsMigratedOnceAndTheSummaryIsExact(int limit, int pages) throws Exception {
        try (Migration migration = withPagesOf(limit)) {
            migration.change(CORRECTION);

            assertThat(migration.run(""))
                    .isEqualTo("{\"control\":{\"step\":\"FINISHED\",\"start\":23,\"limit\":" + limit
                            + "},\"summary\":{\"pages\":" + pages + ",\"rows\":23,\"cents\":27600}}");

            assertThat(migration.rows("select * from ledger order by id"))
                    .hasSize(23)
                    .isEqualTo(migration.rows("select * from invoice order by id"));
        }
    }

    @Test
    void rowThatFailsIsAnsweredWithWhatWasPutBeforeIt() throws Exception {
        try (Migration migration = withPagesOf(5)) {
            assertThat(migration.run(""))
                    .isEqualTo("{" + ERROR + ",\"control\":{\"step\":\"EXTRACTING_DATA\",\"start\":12,\"limit\":5},"
                            + "\"summary\":{\"pages\":2,\"rows\":12,\"cents\":7800}}");

            assertThat(migration.rows("select * from ledger")).hasSize(12);
        }
    }

    @Test
    void pageThatFailsIsAnsweredWithWhatWasPutBeforeIt() throws Exception {
        try (Migration migration = withPagesOf(5)) {
            String rowFailed = migration.run("");
            migration.change("alter table invoice rename column cents to pennies");

            assertThat(migration.run(rowFailed)).isEqualTo(rowFailed);

            assertThat(migration.rows("select * from ledger")).hasSize(12);
        }
    }

    @Test
    void nextRunGoesOnWhereTheOneThatFailedHasStopped() throws Exception {
        try (Migration migration = withPagesOf(5)) {
            String failed = migration.run("");
            migration.change(CORRECTION);

            assertThat(migration.run(failed))
                    .isEqualTo("{\"control\":{\"step\":\"FINISHED\",\"start\":23,\"limit\":5},"
                            + "\"summary\":{\"pages\":5,\"rows\":23,\"cents\":27600}}");

            assertThat(migration.rows("select * from ledger order by id"))
                    .isEqualTo(migration.rows("select * from invoice order by id"));
        }
    }

    @Test
    void runWithoutTheAnswerOfAnotherBeginsAtTheFirstRow() throws Exception {
        try (Migration migration = withPagesOf(5)) {
            String first = migration.run("");
            migration.change("delete from ledger");

            assertThat(migration.run("")).isEqualTo(first);
        }
    }

    @Test
    void failureBeforeAnythingWasPutIsAnsweredWithTheErrorAlone() throws Exception {
        try (Migration migration = withPagesOf(5)) {
            assertThat(migration.run("[")).isEqualTo("{" + ERROR + "}");
        }
    }

    @Test
    void programEndsWithAllInvoicesInTheLedger() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        App.tell(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\"rows\":12", "\"rows\":23")
                .endsWith("The ledger has [{invoices=23, cents=27600}]" + System.lineSeparator());
    }
}
