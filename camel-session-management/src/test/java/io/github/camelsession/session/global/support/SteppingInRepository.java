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

/**
 * Stops a writer between its read and its write, a sweep between its last look and its removal, and lets somebody else
 * in: deterministic where threads would be a gamble.
 */
public final class SteppingInRepository extends DelegatingRepository {
    private final Queue<Runnable> beforeWrites = new ArrayDeque<>();
    private final Queue<Runnable> afterWrites = new ArrayDeque<>();

    public SteppingInRepository(AggregationRepository delegate) {
        super(delegate);
    }

    /** The next write or removal waits for this. */
    public SteppingInRepository beforeNextWrite(Runnable step) {
        beforeWrites.add(step);
        return this;
    }

    /** The next write is stored, and then this happens before the writer hears of it. */
    public SteppingInRepository afterNextWrite(Runnable step) {
        afterWrites.add(step);
        return this;
    }

    private static void runNext(Queue<Runnable> steps) {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        runNext(beforeWrites);
        Exchange answer = super.add(context, key, oldExchange, newExchange);
        runNext(afterWrites);
        return answer;
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        runNext(beforeWrites);
        super.remove(context, key, exchange);
    }
}
