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
package io.github.camelsession.session.global.support;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;

/** Answers some writes wrongly or not at all, as a repository behind a network may. */
public final class DoubtfulRepository extends DelegatingRepository {
    public enum Fault {
        /** Stores the write and confirms it. */
        NONE,
        /** Stores the write but reports that it was refused, as if the client had sent it twice. */
        STORED_BUT_REFUSED,
        /** Stores the write but fails to answer. */
        STORED_BUT_FAILED,
        /** Fails, and stores nothing. */
        FAILED,
        /** Fails. The write reaches the store when {@link #land} is called. */
        LATE,
        /** Reports that the write was refused. It reaches the store when {@link #land} is called. */
        REFUSED_BUT_LATE
    }

    private final Queue<Fault> faults = new ArrayDeque<>();
    private final Queue<Runnable> late = new ArrayDeque<>();
    private Runnable beforeAnswer = () -> {};

    public DoubtfulRepository(AggregationRepository delegate) {
        super(delegate);
    }

    /** Sets the faults of the next writes, in this order. Later writes have none. */
    public synchronized void next(Fault... next) {
        for (Fault fault : next) {
            faults.add(fault);
        }
    }

    /** Runs the step once, between the next write and its answer. */
    public synchronized void beforeNextAnswer(Runnable step) {
        beforeAnswer = step;
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        Fault fault = nextFault();
        if (fault == Fault.LATE || fault == Fault.REFUSED_BUT_LATE) {
            synchronized (this) {
                late.add(() -> super.add(context, key, oldExchange, newExchange));
            }
        } else if (fault != Fault.FAILED) {
            super.add(context, key, oldExchange, newExchange);
        }
        takeBeforeAnswer().run();
        return switch (fault) {
            case NONE -> oldExchange;
            case STORED_BUT_REFUSED, REFUSED_BUT_LATE -> throw new OptimisticLockingException();
            case STORED_BUT_FAILED, FAILED, LATE -> throw new IllegalStateException("no answer");
        };
    }

    private synchronized Fault nextFault() {
        Fault fault = faults.poll();
        return fault == null ? Fault.NONE : fault;
    }

    private synchronized Runnable takeBeforeAnswer() {
        Runnable step = beforeAnswer;
        beforeAnswer = () -> {};
        return step;
    }

    /** Lets the late writes reach the store, which compares and swaps them like any others. */
    public void land() {
        Queue<Runnable> writes;
        synchronized (this) {
            writes = new ArrayDeque<>(late);
            late.clear();
        }
        for (Runnable write : writes) {
            try {
                write.run();
            } catch (OptimisticLockingException refused) {
                calls.add("refused");
            }
        }
    }
}
