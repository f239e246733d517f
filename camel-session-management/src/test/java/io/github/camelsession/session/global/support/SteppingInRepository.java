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
 * Lets another caller in between a writer's read and its write, or between a sweep's last look and its removal: with
 * certainty, where threads would only do so by chance.
 */
public final class SteppingInRepository extends DelegatingRepository {
    private final Queue<Runnable> beforeWrites = new ArrayDeque<>();
    private final Queue<Runnable> afterWrites = new ArrayDeque<>();

    public SteppingInRepository(AggregationRepository delegate) {
        super(delegate);
    }

    /** Runs the step before the next write or removal. */
    public SteppingInRepository beforeNextWrite(Runnable step) {
        beforeWrites.add(step);
        return this;
    }

    /** Runs the step after the next write was stored, and before the writer learns of it. */
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
