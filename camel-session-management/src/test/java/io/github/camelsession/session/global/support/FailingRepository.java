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

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;

/** Fails to read, write or remove when told so. */
public final class FailingRepository extends DelegatingRepository {
    public boolean reads = true;
    public boolean writes = true;

    @Nullable
    public RuntimeException removal;

    public FailingRepository(AggregationRepository delegate) {
        super(delegate);
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        Exchange held = super.get(context, key);
        if (!reads) {
            throw new IllegalStateException("down");
        }
        return held;
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        if (!writes) {
            calls.add("add");
            throw new IllegalStateException("read only");
        }
        return super.add(context, key, oldExchange, newExchange);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        if (removal != null) {
            calls.add("remove");
            throw removal;
        }
        super.remove(context, key, exchange);
    }
}
