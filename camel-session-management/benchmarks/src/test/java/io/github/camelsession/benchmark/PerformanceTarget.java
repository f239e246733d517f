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

import static io.github.camelsession.benchmark.Figure.digits;

/** What a row is to reach, and how its two figures are compared for that. */
record PerformanceTarget(Kind kind, double limit) {
    enum Kind {
        /** Ours is so many times theirs, or less. */
        AT_MOST_TIMES,
        /** Ours is so many times theirs, or more. */
        AT_LEAST_TIMES,
        /** Ours takes so many times less. */
        TIMES_LESS,
        /** Ours is so much more than theirs, or less. */
        AT_MOST_MORE,
        /** Ours is so much, or less; it is compared with nothing. */
        AT_MOST
    }

    static PerformanceTarget atMostTimes(double limit) {
        return new PerformanceTarget(Kind.AT_MOST_TIMES, limit);
    }

    static PerformanceTarget atLeastTimes(double limit) {
        return new PerformanceTarget(Kind.AT_LEAST_TIMES, limit);
    }

    static PerformanceTarget timesLess(double limit) {
        return new PerformanceTarget(Kind.TIMES_LESS, limit);
    }

    static PerformanceTarget atMostMore(double limit) {
        return new PerformanceTarget(Kind.AT_MOST_MORE, limit);
    }

    static PerformanceTarget atMost(double limit) {
        return new PerformanceTarget(Kind.AT_MOST, limit);
    }

    double measured(Figure ours, Figure theirs) {
        return switch (kind) {
            case AT_MOST_TIMES, AT_LEAST_TIMES -> ours.score() / theirs.score();
            case TIMES_LESS -> theirs.score() / ours.score();
            case AT_MOST_MORE -> ours.score() - theirs.score();
            case AT_MOST -> ours.score();
        };
    }

    /** NaN does not reach any. */
    boolean isReachedBy(double measured) {
        return shareOf(measured) <= 1;
    }

    /** How much of what is allowed is used: up to 1, the target is reached, and less is better. */
    double shareOf(double measured) {
        if (measured == limit) {
            return 1; // of nothing, too
        }
        return moreIsBetter() ? limit / measured : measured / limit;
    }

    private boolean moreIsBetter() {
        return kind == Kind.AT_LEAST_TIMES || kind == Kind.TIMES_LESS;
    }

    String text(String unit) {
        return (moreIsBetter() ? "≥ " : "≤ ") + amount(limit, unit);
    }

    /** As the target is written: a ratio, or a figure with its unit. */
    String amount(double number, String unit) {
        return kind == Kind.AT_MOST || kind == Kind.AT_MOST_MORE ? digits(number) + " " + unit : digits(number) + "×";
    }
}
