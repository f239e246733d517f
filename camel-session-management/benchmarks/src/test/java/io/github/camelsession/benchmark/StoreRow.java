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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** GLOBAL steps against Spring Session on the same server: the requests of many users, and many requests of one. */
final class StoreRow implements Row {
    private static final int THREADS = 16;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        for (RemoteStore store : RemoteStore.values()) {
            CamelContext context = Contexts.with();
            TestConfiguration.of(context).setAggregationRepository(store.open(store.newPlace()));
            try (BareSteps steps = new BareSteps(context);
                    SpringSessions<?> spring = SpringSessions.in(store)) {
                Shop shop = new Shop(steps, spring, Math.max(THREADS, effort.sessions() / 1_000));
                done.accept(result(store, "PUT", shop::put, shop::putInSpring, effort));
                done.accept(result(store, "GET", shop::get, shop::getFromSpring, effort));
                LostUpdates lost = new LostUpdates(steps, spring, effort == Effort.FULL ? 1_600 : 64);
                done.accept(lost.ofFields(store.label()));
                done.accept(lost.ofClaims(store.label()));
            }
        }
    }

    private static Result result(
            RemoteStore store, String operation, Together.Job ours, Together.Job theirs, Effort effort)
            throws Exception {
        double[] oursRates = new double[effort.repetitions()];
        double[] theirsRates = new double[effort.repetitions()];
        Together.perSecond(THREADS, effort.window(), ours);
        Together.perSecond(THREADS, effort.window(), theirs);
        for (int i = 0; i < oursRates.length; i++) {
            oursRates[i] = Together.perSecond(THREADS, effort.window(), ours);
            theirsRates[i] = Together.perSecond(THREADS, effort.window(), theirs);
        }
        return new Result(
                "store-" + operation.toLowerCase(Locale.ROOT) + "-" + store.label(),
                "GLOBAL " + operation + " steps, 1 KB, 16 threads, 1,000 users, " + store,
                "the same fields as attributes in Spring Session: find, use, save",
                PerformanceTarget.atLeastTimes(1),
                median(oursRates),
                median(theirsRates));
    }

    private static Figure median(double[] rates) {
        return Figure.medianOf(Arrays.stream(rates).boxed().toList(), "ops/s");
    }

    /** Each has a session on both sides, with the same fields in it. */
    private static final class Shop {
        private final BareSteps steps;
        private final Processor put;
        private final Processor get;
        private final SpringSessions<?> spring;
        private final List<String> authorizations = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final byte[][] orders = new byte[101][];
        private final AtomicIntegerArray putsOf;

        Shop(BareSteps steps, SpringSessions<?> spring, int number) throws Exception {
            this.steps = steps;
            this.put = steps.step(BareSteps.PUT + BareSteps.GLOBAL);
            this.get = steps.step(BareSteps.GET + BareSteps.GLOBAL);
            this.spring = spring;
            this.putsOf = new AtomicIntegerArray(number);
            for (int i = 0; i < orders.length; i++) {
                orders[i] = Orders.order(1, i).getBytes(UTF_8);
            }
            for (int i = 0; i < number; i++) {
                authorizations.add(BareSteps.authorization("user " + i));
                ids.add(spring.create());
                put(0, i);
                putInSpring(0, i);
            }
        }

        void put(int thread, int number) throws Exception {
            put.process(steps.request(order(number), authorizations.get(number % authorizations.size())));
        }

        void get(int thread, int number) throws Exception {
            get.process(steps.request(new byte[0], authorizations.get(number % authorizations.size())));
        }

        void putInSpring(int thread, int number) throws Exception {
            spring.put(ids.get(number % ids.size()), order(number));
        }

        void getFromSpring(int thread, int number) throws Exception {
            spring.get(ids.get(number % ids.size()));
        }

        /** Never what the user's session holds already: that would not be written. */
        private byte[] order(int number) {
            int user = number % authorizations.size();
            return orders[(user + putsOf.incrementAndGet(user)) % orders.length];
        }
    }
}
