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
package io.github.camelsession.history;

import io.github.camelsession.history.SessionModel.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether calls of one session are as if each had happened at one moment between its start and its end: the
 * search of Wing and Gong, which remembers where it has been, as Lowe does.
 *
 * <p>An open call may happen at any time after its start, or never. So it is tried only where nothing else fits, and a
 * way that needs fewer of them to come to the same point makes the others needless.
 */
public final class Linearizability {
    private final SessionModel model;
    private final int budget;
    private final List<Call> sure;
    private final List<Call> open;
    private final Map<Point, List<BitSet>> seen = new HashMap<>();

    private int visited;
    private Way furthest = Way.BEGIN;

    private Linearizability(SessionModel model, List<Call> calls, int budget) {
        Comparator<Call> byStart = Comparator.comparingLong(Call::start);
        this.model = model;
        this.budget = budget;
        this.sure = calls.stream()
                .filter(call -> !call.isOpen() && !(call.answer() instanceof Answer.Undone))
                .sorted(byStart)
                .toList();
        this.open = calls.stream().filter(Call::isOpen).sorted(byStart).toList();
    }

    /** @param visited how many points of the search it took */
    public record Verdict(Kind kind, int visited, String explanation) {
        public enum Kind {
            LINEARIZABLE,
            NOT_LINEARIZABLE,
            /** The search was given up. */
            UNDECIDED
        }

        public boolean isGood() {
            return kind == Kind.LINEARIZABLE;
        }
    }

    /** @param budget how many points of the search to visit at most */
    static Verdict of(SessionModel model, List<Call> calls, int budget) {
        return new Linearizability(model, calls, budget).search();
    }

    private record Point(BitSet done, Map<String, String> session) {}

    /**
     * So far.
     *
     * @param used which of the open calls happened
     * @param lately open calls that happened after the last sure one
     */
    private record Way(
            BitSet done, BitSet used, Map<String, String> session, List<Step> lately, Map<String, String> base) {
        static final Way BEGIN = new Way(new BitSet(), new BitSet(), Map.of(), List.of(), Map.of());
    }

    private Verdict search() {
        Deque<Way> ways = new ArrayDeque<>();
        ways.push(Way.BEGIN);
        while (!ways.isEmpty()) {
            Way way = ways.pop();
            if (way.done.cardinality() == sure.size()) {
                return new Verdict(Verdict.Kind.LINEARIZABLE, visited, "");
            }
            if (!isNew(way)) {
                continue;
            }
            if (visited++ >= budget) {
                return new Verdict(Verdict.Kind.UNDECIDED, visited, explanation());
            }
            if (way.done.cardinality() > furthest.done.cardinality()) {
                furthest = way;
            }
            List<Way> next = next(way);
            for (int i = next.size() - 1; i >= 0; i--) {
                ways.push(next.get(i));
            }
        }
        return new Verdict(Verdict.Kind.NOT_LINEARIZABLE, visited, explanation());
    }

    private boolean isNew(Way way) {
        List<BitSet> before = seen.computeIfAbsent(new Point(way.done, way.session), point -> new ArrayList<>(1));
        for (BitSet used : before) {
            BitSet more = (BitSet) used.clone();
            more.andNot(way.used);
            if (more.isEmpty()) {
                return false;
            }
        }
        before.add(way.used);
        return true;
    }

    /** The likeliest first; only one if that is as good as any. */
    private List<Way> next(Way way) {
        long end = firstEnd(way.done);
        List<Way> next = new ArrayList<>();
        for (int index : candidates(way.done, end)) {
            Way after = afterSure(way, index);
            boolean changesNothing = after != null && after.session == way.session;
            if (changesNothing && sure.get(index).step().kind().tellsWhetherItChanges()) {
                // It fits here and changes nothing, as its answer tells: where it fits later, it may as well have been
                // now.
                return List.of(after);
            }
            add(next, after);
        }
        for (int i = 0; i < open.size() && open.get(i).start() <= end; i++) {
            if (!way.used.get(i)) {
                add(next, afterOpen(way, i));
            }
        }
        return next;
    }

    private List<Integer> candidates(BitSet done, long end) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < sure.size() && sure.get(i).start() <= end; i++) {
            if (!done.get(i)) {
                candidates.add(i);
            }
        }
        candidates.sort(Comparator.comparingLong(i -> sure.get(i).end()));
        return candidates;
    }

    private static void add(List<Way> ways, @Nullable Way way) {
        if (way != null) {
            ways.add(way);
        }
    }

    /** Whatever happens next has started by then. */
    private long firstEnd(BitSet done) {
        long end = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < sure.size() && sure.get(i).start() <= end; i++) {
            if (!done.get(i)) {
                end = Math.min(end, sure.get(i).end());
            }
        }
        return end;
    }

    private @Nullable Way afterSure(Way way, int index) {
        Call call = sure.get(index);
        Effect effect = model.apply(way.session, call.step());
        if (!effect.answer().equals(call.answer()) || isAsGoodWithLess(way, call, effect.after())) {
            return null;
        }
        BitSet done = (BitSet) way.done.clone();
        done.set(index);
        return new Way(done, way.used, effect.after(), List.of(), effect.after());
    }

    /** Whether one of the open calls just before could as well happen after this one, or never. */
    private boolean isAsGoodWithLess(Way way, Call call, Map<String, String> after) {
        for (int without = 0; without < way.lately.size(); without++) {
            Map<String, String> session = way.base;
            for (int i = 0; i < way.lately.size(); i++) {
                session = i == without
                        ? session
                        : model.apply(session, way.lately.get(i)).after();
            }
            Effect effect = model.apply(session, call.step());
            if (effect.answer().equals(call.answer())
                    && (effect.after().equals(after)
                            || model.apply(effect.after(), way.lately.get(without))
                                    .after()
                                    .equals(after))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Way afterOpen(Way way, int index) {
        Step step = open.get(index).step();
        Map<String, String> after = model.apply(way.session, step).after();
        if (after.equals(way.session)) {
            return null;
        }
        BitSet used = (BitSet) way.used.clone();
        used.set(index);
        List<Step> lately = new ArrayList<>(way.lately);
        lately.add(step);
        return new Way(way.done, used, after, lately, way.base);
    }

    private String explanation() {
        StringBuilder text = new StringBuilder("The longest way that fits has "
                + furthest.done.cardinality() + " of " + sure.size() + " calls and comes to " + furthest.session
                + ". None of these fits there:");
        long end = firstEnd(furthest.done);
        long begin = sure.isEmpty() ? 0 : sure.get(0).start();
        candidates(furthest.done, end).forEach(index -> text.append("\n  ").append(line(sure.get(index), begin)));
        text.append("\nThese came shortly before, or are open:");
        sure.stream()
                .filter(call -> call.end() <= end && call.end() > end - 30_000_000)
                .forEach(call -> text.append("\n  ").append(line(call, begin)));
        open.stream()
                .filter(call -> call.start() <= end)
                .forEach(call -> text.append("\n  ").append(line(call, begin)));
        return text.toString();
    }

    private static String line(Call call, long begin) {
        return "%9.3f-%9.3f ms %s %s -> %s"
                .formatted(
                        (call.start() - begin) / 1e6,
                        (call.end() - begin) / 1e6,
                        call.who(),
                        call.step(),
                        call.answer());
    }
}
