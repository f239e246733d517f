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
package io.github.camelsession.session.global.repository;

import io.github.camelsession.SessionLimitException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in memory, at most {@code maxSessions} of them. A new session beyond the limit is refused; no session
 * is evicted. Expired sessions count until they are swept. Stopping the repository discards all sessions.
 *
 * <p>Comparison is by the id of the exchange that wrote the session.
 */
public final class BoundedMemoryRepository extends ServiceSupport implements OptimisticLockingAggregationRepository {
    private final ConcurrentMap<String, Held> sessions = new ConcurrentHashMap<>();

    /** Incremented within the map's atomic step and decremented after one, so the map never holds more than this. */
    private final AtomicInteger count = new AtomicInteger();

    private volatile int maxSessions;

    /** The parts of an exchange that a session needs. The rest takes twice as much memory as a small session. */
    private record Held(String exchangeId, @Nullable Object body) {
        static Held of(Exchange exchange) {
            return new Held(exchange.getExchangeId(), exchange.getMessage().getBody());
        }

        boolean isOf(Exchange exchange) {
            return exchangeId.equals(exchange.getExchangeId());
        }

        Exchange exchange(CamelContext context) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setExchangeId(exchangeId);
            exchange.getMessage().setBody(body);
            return exchange;
        }
    }

    public BoundedMemoryRepository(int maxSessions) {
        this.maxSessions = checked(maxSessions);
    }

    /** Sets the limit. A limit below the current number of sessions removes none of them. */
    public void setMaxSessions(int maxSessions) {
        this.maxSessions = checked(maxSessions);
    }

    private static int checked(int maxSessions) {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("maxSessions is " + maxSessions + "; set it to 1 or more");
        }
        return maxSessions;
    }

    /** @throws SessionLimitException if the session is new and {@code maxSessions} is reached */
    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        if (oldExchange == null) {
            create(key, Held.of(newExchange));
        } else if (!replaced(key, oldExchange, Held.of(newExchange))) {
            throw new OptimisticLockingException();
        }
        return oldExchange;
    }

    private boolean replaced(String key, Exchange old, Held next) {
        Held held = sessions.get(key);
        return held != null && held.isOf(old) && sessions.replace(key, held, next);
    }

    private void create(String key, Held next) {
        sessions.compute(key, (k, held) -> {
            if (held != null) {
                throw new OptimisticLockingException();
            }
            int most = maxSessions;
            int before = count.getAndUpdate(n -> n < most ? n + 1 : n);
            if (before >= most) {
                throw new SessionLimitException(
                        "there are " + before + " sessions, and maxSessions allows no more; this new one was"
                                + " refused. Raise maxSessions, or set an aggregationRepository that holds more",
                        "maxSessions");
            }
            return next;
        });
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        throw new UnsupportedOperationException("sessions can only be written by compare and swap");
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        Held held = sessions.get(key);
        return held == null ? null : held.exchange(context);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        if (!removed(key, exchange)) {
            throw new OptimisticLockingException();
        }
    }

    private boolean removed(String key, Exchange exchange) {
        Held held = sessions.get(key);
        return held != null && held.isOf(exchange) && removed(key, held);
    }

    private boolean removed(String key, Held held) {
        boolean removed = sessions.remove(key, held);
        if (removed) {
            count.decrementAndGet();
        }
        return removed;
    }

    /** Does nothing: what is removed is gone. */
    @Override
    public void confirm(CamelContext context, String exchangeId) {}

    @Override
    public Set<String> getKeys() {
        return Collections.unmodifiableSet(sessions.keySet());
    }

    /** Returns the number of sessions. Expired sessions count until they are swept. */
    public int size() {
        return count.get();
    }

    @Override
    protected void doStop() {
        sessions.forEach(this::removed);
    }
}
