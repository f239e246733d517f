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

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.jspecify.annotations.Nullable;

/** Passes each call on to another repository. Lets tests intervene, and see what was called. */
public class DelegatingRepository implements OptimisticLockingAggregationRepository {
    public final CallLog calls = new CallLog();
    private final AggregationRepository delegate;

    public DelegatingRepository(AggregationRepository delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        if (delegate instanceof OptimisticLockingAggregationRepository optimistic) {
            calls.add("add");
            return optimistic.add(context, key, oldExchange, newExchange);
        }
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        calls.add("add");
        return delegate.add(context, key, exchange);
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        calls.add("get");
        return delegate.get(context, key);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        calls.add("remove");
        delegate.remove(context, key, exchange);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        calls.add("confirm");
        delegate.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        calls.add("keys");
        return delegate.getKeys();
    }
}
