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
package io.github.camelsession.session.global.update;

import io.github.camelsession.session.global.repository.EntryRepository;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/** Compares and swaps as one atomic step, and does not always say what came of it. For one thread. */
public final class FaultyPort implements EntryRepository {
    public enum Fault {
        NONE,
        /** Refuses without a reason, and stores nothing. */
        REFUSED,
        /** Stores the write and says that it was refused. */
        STORED_BUT_REFUSED,
        /** Stores the write and fails to answer. */
        STORED_BUT_FAILED,
        /** Fails, and stores nothing. */
        FAILED,
        /** Fails; the write comes to the store after the next read. */
        LATE_AFTER_READ,
        /** Fails; the write comes to the store when {@link #land} says so. */
        LATE,
        /** Says that it was refused; the write comes to the store after the next read. */
        REFUSED_BUT_LATE_AFTER_READ,
        /** Says that it was refused; the write comes to the store when {@link #land} says so. */
        REFUSED_BUT_LATE
    }

    public static final RuntimeException FAILURE = new IllegalStateException("timed out");

    public final List<String> calls = new ArrayList<>();
    public Consumer<Exchange> beforeWrite = next -> {};
    public Runnable beforeRead = () -> {};
    /** What a read says instead of what is there; null for the truth. */
    @Nullable
    Supplier<@Nullable Exchange> lie;

    private final Map<String, Exchange> held = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Runnable> afterRead = new ArrayList<>();

    /** For the writes to come, in this order; then there are none any more. */
    public FaultyPort next(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    @Override
    public @Nullable Exchange get(String key) {
        calls.add("get");
        beforeRead.run();
        Exchange found = held.get(key);
        List<Runnable> writes = List.copyOf(afterRead);
        afterRead.clear();
        writes.forEach(Runnable::run);
        return lie == null ? found : lie.get();
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        calls.add("write");
        beforeWrite.accept(next);
        Fault fault = Objects.requireNonNullElse(faults.poll(), Fault.NONE);
        switch (fault) {
            case NONE, STORED_BUT_REFUSED, STORED_BUT_FAILED -> store(key, expected, next);
            case LATE, REFUSED_BUT_LATE -> late.add(() -> storeLate(key, expected, next));
            case LATE_AFTER_READ, REFUSED_BUT_LATE_AFTER_READ -> afterRead.add(() -> storeLate(key, expected, next));
            case REFUSED, FAILED -> {}
        }
        switch (fault) {
            case REFUSED, STORED_BUT_REFUSED, REFUSED_BUT_LATE, REFUSED_BUT_LATE_AFTER_READ ->
                throw new OptimisticLockingException();
            case FAILED, STORED_BUT_FAILED, LATE, LATE_AFTER_READ -> throw FAILURE;
            case NONE -> {}
        }
    }

    private void store(String key, @Nullable Exchange expected, Exchange next) {
        if (!Objects.equals(idOf(held.get(key)), idOf(expected))) {
            throw new OptimisticLockingException();
        }
        held.put(key, next);
    }

    private void storeLate(String key, @Nullable Exchange expected, Exchange next) {
        try {
            store(key, expected, next);
        } catch (OptimisticLockingException refused) {
            calls.add("late write refused");
        }
    }

    private static @Nullable String idOf(@Nullable Exchange exchange) {
        return exchange == null ? null : exchange.getExchangeId();
    }

    /** The late writes come to the store. */
    public void land() {
        List<Runnable> writes = new ArrayList<>(late);
        writes.addAll(afterRead);
        late.clear();
        afterRead.clear();
        writes.forEach(Runnable::run);
    }

    @Override
    public void remove(String key, Exchange expected) {
        held.remove(key, expected);
    }

    @Override
    public List<String> keys() {
        return List.copyOf(held.keySet());
    }
}
