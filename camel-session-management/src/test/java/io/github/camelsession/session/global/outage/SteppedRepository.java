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
package io.github.camelsession.session.global.outage;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.jspecify.annotations.Nullable;

/** Lets something happen to the server between a read and the write after it, and after that write. */
final class SteppedRepository implements OptimisticLockingAggregationRepository {
    private final OptimisticLockingAggregationRepository delegate;
    private Step beforeWrite = () -> {};
    private Step afterWrite = () -> {};

    SteppedRepository(AggregationRepository delegate) {
        this.delegate = (OptimisticLockingAggregationRepository) delegate;
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        beforeWrite.run();
        try {
            return delegate.add(context, key, oldExchange, newExchange);
        } finally {
            afterWrite.run();
        }
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        return delegate.add(context, key, exchange);
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        return delegate.get(context, key);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        delegate.remove(context, key, exchange);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        delegate.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return delegate.getKeys();
    }

    /** For the next write. */
    void once(Step before, Step after) {
        beforeWrite = () -> {
            beforeWrite = () -> {};
            before.run();
        };
        afterWrite = () -> {
            afterWrite = () -> {};
            after.run();
        };
    }

    /** A step that fails is an error, which no store throws and nobody takes for an answer of one. */
    interface Step {
        void perform() throws Exception;

        private void run() {
            try {
                perform();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
