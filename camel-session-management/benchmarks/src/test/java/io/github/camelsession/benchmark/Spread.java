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
import java.util.stream.IntStream;

/** The median of the measurements of a ratio, and between what half of them lie; NaN where there was only one. */
record Spread(double low, double middle, double high) {
    private static final Spread UNKNOWN = new Spread(Double.NaN, Double.NaN, Double.NaN);

    /** Each of the same two figures, measured together. */
    static Spread of(List<Double> ratios) {
        double[] sorted =
                ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int quarter = sorted.length / 4;
        return sorted.length < 4
                ? UNKNOWN
                : new Spread(sorted[quarter], sorted[sorted.length / 2], sorted[sorted.length - 1 - quarter]);
    }

    /** Of what the target compares: round by round, where both have as many; else of each figure by itself. */
    static Spread of(PerformanceTarget target, Figure ours, Figure theirs) {
        int rounds = ours.rounds().size();
        if (rounds >= 4 && rounds == theirs.rounds().size()) {
            return of(IntStream.range(0, rounds)
                    .mapToObj(i -> target.measured(
                            Figure.exactly(ours.rounds().get(i), ours.unit()),
                            Figure.exactly(theirs.rounds().get(i), theirs.unit())))
                    .toList());
        }
        double middle = target.measured(ours, theirs);
        double error = switch (target.kind()) {
            case AT_MOST -> ours.error();
            case AT_MOST_MORE -> Math.hypot(ours.error(), theirs.error());
            default -> middle * Math.hypot(ours.error() / ours.score(), theirs.error() / theirs.score());
        };
        return Double.isNaN(error) ? UNKNOWN : new Spread(middle - error, middle, middle + error);
    }

    boolean isKnown() {
        return !Double.isNaN(low);
    }

    boolean crosses(double limit) {
        return low < limit && limit < high;
    }
}
