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
package io.github.camelsession.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.TestConfiguration;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A thousand users are at work, one after the other, while more and more sessions are alive. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrowthBenchmark {
    private static final int USERS = 1_000;

    @Param({"1000", "100000", "1000000"})
    public int sessions;

    private final byte[][] orders = new byte[100][];
    private final byte[] laterMessage = Orders.laterMessage(1).getBytes(UTF_8);
    private final String[] authorizations = new String[USERS];

    private BareSteps steps;
    private Processor put;
    private Processor get;
    private int round;
    private int user;

    @Setup
    public void start() throws Exception {
        CamelContext context = Contexts.with();
        Crowd crowd = new Crowd(context, Clock.systemUTC());
        TestConfiguration.of(context).setAggregationRepository(crowd.repository());
        steps = new BareSteps(context);
        put = steps.step(BareSteps.PUT + BareSteps.GLOBAL);
        get = steps.step(BareSteps.GET + BareSteps.GLOBAL);
        for (int i = 0; i < orders.length; i++) {
            orders[i] = Orders.order(1, i).getBytes(UTF_8);
        }
        for (int i = 0; i < USERS; i++) {
            authorizations[i] = BareSteps.authorization("user " + i);
            put(authorizations[i]);
        }
        crowd.join("others", Math.max(0, sessions - USERS), BareSteps.END_OF_TOKENS);
        // What was made just now would be moved and marked while the steps are measured.
        System.gc();
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    @Benchmark
    public Exchange putAndGet() throws Exception {
        user++;
        if (user == USERS) {
            user = 0;
            round = (round + 1) % orders.length;
        }
        put(authorizations[user]);
        Exchange exchange = steps.request(laterMessage, authorizations[user]);
        get.process(exchange);
        return exchange;
    }

    private void put(String authorization) throws Exception {
        put.process(steps.request(orders[round], authorization));
    }
}
