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

/** PUT and GET of 3 of 20 fields, in text of each kind and of three sizes. */
final class StepRow implements Row {
    private final String operation;
    private final String bound;
    private final String boundInWords;

    private StepRow(String operation, String bound, String boundInWords) {
        this.operation = operation;
        this.bound = bound;
        this.boundInWords = boundInWords;
    }

    static Row put() {
        return new StepRow("put", "bareParse", "Jackson's bare parse of the same bytes");
    }

    static Row get() {
        return new StepRow("get", "bareParseAndCopy", "Jackson's bare parse of the same bytes, and one copy of them");
    }

    @Override
    public String name() {
        return operation;
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        for (int kilobytes : new int[] {1, 100, 1024}) {
            BodyKind[] kinds = BodyKind.values();
            Jmh[] sides = new Jmh[kinds.length + 1];
            for (int i = 0; i < kinds.length; i++) {
                sides[i] = jmh(operation, kilobytes, kinds[i]);
            }
            sides[kinds.length] = jmh(bound, kilobytes, BodyKind.BYTES);
            List<Figure> figures = Jmh.inTurns(effort, sides);
            for (int i = 0; i < kinds.length; i++) {
                done.accept(result(kilobytes, kinds[i], figures.get(i), figures.get(kinds.length)));
            }
        }
    }

    private static Jmh jmh(String method, int kilobytes, BodyKind kind) {
        return Jmh.of(StepBenchmark.class, method).with("kilobytes", kilobytes).with("kind", kind);
    }

    private Result result(int kilobytes, BodyKind kind, Figure ours, Figure theirs) {
        String size = kilobytes == 1024 ? "1 MB" : kilobytes + " KB";
        return new Result(
                operation + "-" + size.replace(" ", "") + "-" + kind.label(),
                operation.toUpperCase(Locale.ROOT) + " of 3 of 20 fields, " + size + ", " + kind.label(),
                boundInWords,
                PerformanceTarget.atMostTimes(limit(kilobytes, kind)),
                ours,
                theirs);
    }

    private static double limit(int kilobytes, BodyKind kind) {
        if (kilobytes == 1) {
            return 1.35;
        }
        return kind == BodyKind.STRING ? 1.15 : 1.25;
    }
}
