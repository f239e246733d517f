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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page of the documentation, all of it. */
record Page(Report report) {
    private static final String TITLE = """
            = Session Management: benchmarks
            // Written by the command below; changes made here are lost.

            """;

    private static final String HEAD = """
            == How it is measured

            ----
            mvn -Pbenchmark -pl camel-session-management/benchmarks -am verify
            ----

            measures this on your machine, writes this page, its picture and `target/benchmark/results.json`, and fails if
            a target is missed without a reason given below. `-Dbenchmark=smoke` runs everything for an instant and
            judges nothing; `-Dbenchmark.rows=put,get` runs some rows, of %s.

            A ratio compares two figures of one run on one machine and is what counts; the figures themselves are only
            shown, as medians with half the distance of their quartiles. Both sides take turns: steps alone turns of 5 ms in one JVM,
            in CPU time of the thread; requests, stores and starts longer ones, in real time. A ratio is the median of the ratios
            of turns that followed each other, and so not always the quotient of the two medians beside it. A machine can be
            twice as fast in one minute as in the next: compare the figures of one row, and not those of two. The code of each
            row is in `camel-session-management/benchmarks`.

            image::images/benchmarks.svg[Some of the measured ratios and their targets]

            == All figures

            """;

    /**
     * The shares are those of the samples that Java's Flight Recorder took in the same steps; that of the repository is what
     * is left of the rows.
     */
    private static final String ALLOCATION = """
            == What a step allocates

            The exchange, about 1.3 KB, is made by the consumer, and is not counted here. A GLOBAL step on a stream of 1 KB
            allocates, in KB; a LOCAL session has neither caller nor repository:

            [cols="3,1,1",options="header"]
            |===
            |For |PUT |GET
            |the stream's bytes, copied once, so that the body can be read again |1.1 |1.1
            |Jackson's parser, the fields and their values; for GET where they go in the body |1.8 |1.4
            |the new body |– |1.5
            |the caller: the token taken from the header, its digest, what the execution remembers of it |1.9 |1.5
            |the repository and its session: the exchange that holds an entry, the entry read, and for PUT written, the turn of \
            the update |4.5 |1.8
            |the step's headers and counts |0.5 |0.3
            |===

            A body of bytes is not copied. A String becomes bytes twice, as Java keeps it and in UTF-8, unless all of it is ASCII;
            the body of a GET is made in bytes, and becomes a String with one more copy.

            """;

    String text() {
        StringBuilder page = new StringBuilder(TITLE);
        page.append(new Summary(report.results()).text());
        page.append(HEAD.formatted(names()));
        page.append("[cols=\"3,2,1,1,2,2\",options=\"header\"]\n|===\n");
        page.append("|What |Against |Target |Measured |Ours |Theirs\n");
        report.results().forEach(result -> page.append(row(result)));
        page.append("|===\n\n");
        page.append(misses());
        page.append(ALLOCATION);
        page.append("== Measured on\n\n[cols=\"1,3\"]\n|===\n");
        report.machine()
                .facts()
                .forEach((name, value) ->
                        page.append("|").append(name).append(" |").append(value).append('\n'));
        return page.append("|===\n").toString();
    }

    private static String names() {
        return Rows.all().stream().map(Row::name).collect(Collectors.joining(", "));
    }

    private static String row(Result result) {
        return "\n|%s\n|%s\n|%s\n|%s\n|%s\n|%s\n"
                .formatted(
                        result.what(),
                        result.against(),
                        result.targetText(),
                        measured(result),
                        result.ours().text(),
                        result.theirsText());
    }

    private static String measured(Result result) {
        return switch (result.verdict()) {
            case REACHED -> result.measuredText();
            case OPEN -> result.measuredText() + ", neither reached nor missed";
            case MISSED -> "*" + result.measuredText() + "*, missed";
        };
    }

    /** Each reason once, below all rows that it is of. */
    private String misses() {
        Map<String, StringBuilder> rows = new LinkedHashMap<>();
        for (Result result : report.results()) {
            if (result.verdict() != Verdict.REACHED) {
                String reason = Objects.requireNonNullElse(
                        DocumentedMisses.reasonFor(result),
                        result.verdict() == Verdict.OPEN
                                ? "At the edge, on one side or the other from run to run."
                                : "The reason is not known yet.");
                rows.computeIfAbsent(reason, any -> new StringBuilder())
                        .append("%s (against: %s), %s::\n"
                                .formatted(
                                        result.what(),
                                        result.against(),
                                        result.verdict().words()));
            }
        }
        StringBuilder text = new StringBuilder(rows.isEmpty() ? "" : "== Targets not reached\n\n");
        rows.forEach((reason, of) -> text.append(of).append(reason).append("\n\n"));
        return text.toString();
    }
}
