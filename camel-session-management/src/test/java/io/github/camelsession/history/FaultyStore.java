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

import io.github.camelsession.history.FaultPlan.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * Entries in memory, compared and swapped by their ids in one atomic step, behind a network that loses, repeats and
 * delays. The store of any number of {@link FaultyRepository repositories}.
 */
final class FaultyStore {
    private static final Duration LONGEST_HANG = Duration.ofSeconds(10);

    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<LateWrite> late = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Fault, LongAdder> injected = new EnumMap<>(Fault.class);
    private final LongAdder conflicts = new LongAdder();
    private final Duration latency;

    private volatile FaultPlan plan = FaultPlan.none();
    private volatile CountDownLatch hang = new CountDownLatch(1);

    record Entry(String id, Object body) {}

    private record LateWrite(long due, String key, @Nullable String expected, Entry next) {}

    /** @param latency the longest that a call takes without a fault */
    FaultyStore(Duration latency) {
        this.latency = latency;
        for (Fault fault : Fault.values()) {
            injected.put(fault, new LongAdder());
        }
    }

    /** From the next call on, which is the first; what is late already comes in. */
    void follow(FaultPlan next) {
        land(Long.MAX_VALUE);
        calls.set(0);
        plan = next;
    }

    /** Ends the hanging of those that hang. */
    void letGo() {
        CountDownLatch released = hang;
        hang = new CountDownLatch(1);
        released.countDown();
    }

    long injected(Fault fault) {
        return Objects.requireNonNull(injected.get(fault)).sum();
    }

    long conflicts() {
        return conflicts.sum();
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Nullable
    Entry get(String key) {
        long call = begin();
        Fault fault = plan.ofRead(call);
        note(fault);
        if (fault == Fault.HANGING) {
            awaitLetGo();
        }
        if (fault != Fault.NONE) {
            throw new IllegalStateException("no answer to read " + call);
        }
        return entries.get(key);
    }

    /** @param expected the id of the entry to replace; null for none */
    void compareAndSet(String key, @Nullable String expected, Entry next) {
        long call = begin();
        Fault fault = plan.ofWrite(call);
        note(fault);
        boolean stored = switch (fault) {
            case NONE, STORED_BUT_FAILED, STORED_BUT_REFUSED -> replace(key, expected, next);
            case FAILED -> false;
            case LATE, REFUSED_BUT_LATE ->
                postpone(new LateWrite(call + 1 + plan.dice(~call).nextInt(6), key, expected, next));
            case HANGING -> hangAndReplace(call, key, expected, next);
        };
        pass(call);
        if (fault == Fault.NONE ? !stored : fault.isSaidToBeRefused()) {
            conflicts.increment();
            throw new OptimisticLockingException();
        }
        if (fault != Fault.NONE) {
            throw new IllegalStateException("no answer to write " + call);
        }
    }

    void remove(String key, String expected) {
        Entry held = entries.get(key);
        if (held == null || !held.id.equals(expected) || !entries.remove(key, held)) {
            throw new OptimisticLockingException();
        }
    }

    private boolean replace(String key, @Nullable String expected, Entry next) {
        Entry held = entries.get(key);
        if (!Objects.equals(held == null ? null : held.id, expected)) {
            return false;
        }
        return held == null ? entries.putIfAbsent(key, next) == null : entries.replace(key, held, next);
    }

    private boolean hangAndReplace(long call, String key, @Nullable String expected, Entry next) {
        boolean before = plan.dice(~call).nextBoolean() && replace(key, expected, next);
        awaitLetGo();
        return before;
    }

    private synchronized boolean postpone(LateWrite write) {
        late.add(write);
        return false;
    }

    private long begin() {
        long call = calls.incrementAndGet();
        pass(call);
        land(call);
        return call;
    }

    private void pass(long call) {
        if (!latency.isZero()) {
            LockSupport.parkNanos(plan.dice(-call).nextLong(latency.toNanos()));
        }
    }

    private synchronized void land(long call) {
        for (Iterator<LateWrite> writes = late.iterator(); writes.hasNext(); ) {
            LateWrite write = writes.next();
            if (write.due <= call) {
                writes.remove();
                replace(write.key, write.expected, write.next);
            }
        }
    }

    private void awaitLetGo() {
        try {
            if (!hang.await(LONGEST_HANG.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody let go what hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Fault fault) {
        Objects.requireNonNull(injected.get(fault)).increment();
    }
}
