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
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/**
 * All requests of one user at once, on two nodes. The nodes are applications in one JVM: they share no more than the
 * server's connections, for each has a component, and so a queue of updates, of its own.
 */
final class TwoNodesRow implements Row {
    private static final int THREADS_OF_NODE = 8;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        int puts = effort == Effort.FULL ? 1_600 : 64;
        int repetitions = effort.repetitions();
        for (RemoteStore store : RemoteStore.values()) {
            double[] ours = new double[repetitions];
            double[] theirs = new double[repetitions];
            ours(store, puts / 8);
            theirs(store, puts / 8);
            for (int i = 0; i < repetitions; i++) {
                ours[i] = ours(store, puts);
                theirs[i] = theirs(store, puts);
            }
            done.accept(new Result(
                    "nodes-" + store.label(),
                    "%,d PUTs of one field each into one session, 2 nodes × %d threads, %s"
                            .formatted(puts, THREADS_OF_NODE, store),
                    "a plain loop of read, compare and set on the same repository",
                    PerformanceTarget.timesLess(3),
                    median(ours),
                    median(theirs)));
        }
    }

    private static Figure median(double[] millis) {
        return Figure.medianOf(Arrays.stream(millis).boxed().toList(), "ms");
    }

    private static double ours(RemoteStore store, int puts) throws Exception {
        String place = store.newPlace();
        try (Node one = new Node(store, place);
                Node other = new Node(store, place)) {
            double millis = Together.millis(
                    2 * THREADS_OF_NODE, puts, (thread, number) -> (thread % 2 == 0 ? one : other).put(number));
            checkThatAllAreThere(one.size(), puts);
            return millis;
        }
    }

    private static double theirs(RemoteStore store, int puts) throws Exception {
        String place = store.newPlace();
        try (CamelContext context = Contexts.without()) {
            context.start();
            PlainLoop one = new PlainLoop(context, started(context, store, place));
            PlainLoop other = new PlainLoop(context, started(context, store, place));
            double millis = Together.millis(
                    2 * THREADS_OF_NODE,
                    puts,
                    (thread, number) -> (thread % 2 == 0 ? one : other).put("field" + number, number));
            checkThatAllAreThere(one.size(), puts);
            return millis;
        }
    }

    private static OptimisticLockingAggregationRepository started(CamelContext context, RemoteStore store, String place)
            throws Exception {
        OptimisticLockingAggregationRepository repository = store.open(place);
        context.addService(repository, true, true);
        return repository;
    }

    private static void checkThatAllAreThere(int fields, int puts) {
        if (fields != puts) {
            throw new IllegalStateException(puts + " fields were PUT, and " + fields + " are there");
        }
    }

    private static final class Node implements AutoCloseable {
        private final BareSteps steps;
        private final Processor put;
        private final Processor get;
        private final String authorization = BareSteps.authorization("hot");

        Node(RemoteStore store, String place) throws Exception {
            CamelContext context = Contexts.with();
            TestConfiguration.of(context).setAggregationRepository(store.open(place));
            // Two cores: it is to be slow, and not to fail.
            TestConfiguration.of(context).setUpdateTimeout(Duration.ofSeconds(60));
            this.steps = new BareSteps(context);
            this.put = steps.step("session-management:put?operation=PUT&sessionType=GLOBAL&fields=*");
            this.get = steps.step("session-management:get?sessionType=GLOBAL&fields=*");
        }

        void put(int number) throws Exception {
            byte[] body = ("{\"field" + number + "\":" + number + "}").getBytes(UTF_8);
            put.process(steps.request(body, authorization));
        }

        int size() throws Exception {
            Exchange exchange = steps.request("{}".getBytes(UTF_8), authorization);
            get.process(exchange);
            return HttpSessionSteps.MAPPER
                    .readTree(exchange.getMessage().getBody(byte[].class))
                    .size();
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
