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

/**
 * One line of the table.
 *
 * @param id names it for good, as {@code put-1KB-bytes}: misses are documented under it
 * @param theirs what ours is compared with; ours again where it is compared with nothing
 * @param spread of what the target compares
 */
record Result(
        String id, String what, String against, PerformanceTarget target, Figure ours, Figure theirs, Spread spread) {
    /** With the spread that the two figures have, each by itself. */
    Result(String id, String what, String against, PerformanceTarget target, Figure ours, Figure theirs) {
        this(id, what, against, target, ours, theirs, Spread.of(target, ours, theirs));
    }

    double measured() {
        return spread.isKnown() ? spread.middle() : target.measured(ours, theirs);
    }

    Verdict verdict() {
        if (spread.crosses(target.limit())) {
            return Verdict.OPEN;
        }
        return target.isReachedBy(measured()) ? Verdict.REACHED : Verdict.MISSED;
    }

    String amount() {
        return target.amount(measured(), ours.unit());
    }

    /** With its spread, if that is known. */
    String measuredText() {
        return spread.isKnown()
                ? amount() + " (" + Figure.digits(spread.low()) + " to " + Figure.digits(spread.high()) + ")"
                : amount();
    }

    String targetText() {
        return target.text(ours.unit());
    }

    boolean isCompared() {
        return target.kind() != PerformanceTarget.Kind.AT_MOST;
    }

    String theirsText() {
        return isCompared() ? theirs.text() : "–";
    }

    String line() {
        return "%s: %s, target %s, %s; %s against %s"
                .formatted(id, measuredText(), targetText(), verdict().words(), ours.text(), theirsText());
    }
}
