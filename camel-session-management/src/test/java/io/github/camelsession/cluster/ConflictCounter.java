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
package io.github.camelsession.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;

/** Counts the writes that a repository refuses: without any, two nodes would not have met, and a test would say nothing. */
final class ConflictCounter {
    private final OptimisticLockingAggregationRepository delegate;
    private final AtomicInteger conflicts = new AtomicInteger();

    ConflictCounter(OptimisticLockingAggregationRepository delegate) {
        this.delegate = delegate;
    }

    OptimisticLockingAggregationRepository delegate() {
        return delegate;
    }

    int count() {
        return conflicts.get();
    }

    OptimisticLockingAggregationRepository proxy() {
        return (OptimisticLockingAggregationRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OptimisticLockingAggregationRepository.class},
                (proxy, method, args) -> call(method, args));
    }

    private Object call(Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(delegate, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OptimisticLockingException) {
                conflicts.incrementAndGet();
            }
            throw e.getCause();
        }
    }
}
