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
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.jspecify.annotations.Nullable;

/** Implements the interface for optimistic locking, but each subclass breaks its rules in its own way. */
public abstract class OddRepository extends DelegatingRepository {
    private final MemoryAggregationRepository memory;

    public OddRepository(MemoryAggregationRepository memory) {
        super(memory);
        this.memory = memory;
    }

    public abstract void write(Held held, Exchange next);

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        write(new Held(context, memory, key, oldExchange), newExchange);
        return oldExchange;
    }

    public record Held(
            CamelContext context,
            MemoryAggregationRepository memory,
            String key,
            @Nullable Exchange expected) {
        public boolean isEmpty() {
            return memory.get(context, key) == null;
        }

        public boolean nothingExpected() {
            return expected == null;
        }

        public boolean isExpected() {
            return memory.get(context, key) == expected;
        }

        public void put(Exchange next) {
            memory.add(context, key, next);
        }
    }
}
