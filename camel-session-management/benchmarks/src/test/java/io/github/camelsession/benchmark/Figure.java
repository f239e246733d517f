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

/**
 * What was measured.
 *
 * @param error half the distance of the quartiles, in the same unit; NaN where there are none
 * @param rounds what it is the middle of, in the order of time; empty where there is none
 */
record Figure(double score, double error, String unit, List<Double> rounds) {
    Figure(double score, double error, String unit) {
        this(score, error, unit, List.of());
    }

    static Figure exactly(double score, String unit) {
        return new Figure(score, Double.NaN, unit);
    }

    static Figure medianOf(List<Double> scores, String unit) {
        double[] sorted =
                scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int quarter = sorted.length / 4;
        double error = sorted.length < 4 ? Double.NaN : (sorted[sorted.length - 1 - quarter] - sorted[quarter]) / 2;
        return new Figure(sorted[sorted.length / 2], error, unit, List.copyOf(scores));
    }

    /** Round by round, where both have as many. */
    Figure minus(Figure other) {
        if (rounds.isEmpty() || rounds.size() != other.rounds.size()) {
            return exactly(score - other.score, unit);
        }
        return medianOf(
                IntStream.range(0, rounds.size())
                        .mapToObj(i -> rounds.get(i) - other.rounds.get(i))
                        .toList(),
                unit);
    }

    String text() {
        String figure = digits(score) + " " + unit;
        return Double.isNaN(error) ? figure : digits(score) + " ± " + digits(error) + " " + unit;
    }

    /** Three digits that count. */
    static String digits(double number) {
        double size = Math.abs(number);
        if (size >= 100) {
            return "%,.0f".formatted(number);
        }
        return (size >= 10 ? "%.1f" : "%.2f").formatted(number);
    }
}
