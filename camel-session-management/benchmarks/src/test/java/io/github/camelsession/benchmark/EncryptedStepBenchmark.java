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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.TestConfiguration;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * GLOBAL steps in Camel's memory repository, which keeps bytes as a store does, with encryptionKeys and without; the tokens
 * were seen before, in other requests. Many users in turns, for each entry has a key of its own: the JDK spares itself the
 * preparation of a key that it was given last.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EncryptedStepBenchmark {
    private static final int USERS = 64;

    @Param({"false", "true"})
    public boolean encrypted;

    private final byte[][] orders = {
        Orders.order(1, 0).getBytes(UTF_8), Orders.order(1, 1).getBytes(UTF_8)
    };
    private final byte[] laterMessage = Orders.laterMessage(1).getBytes(UTF_8);
    private final String[] authorizations = IntStream.range(0, USERS)
            .mapToObj(user -> BareSteps.authorization("user" + user))
            .toArray(String[]::new);

    private BareSteps steps;
    private Processor put;
    private Processor get;
    private BareCipher bare;
    private int next;

    @Setup
    public void start() throws Exception {
        CamelContext context = Contexts.with();
        SessionManagementConfiguration configuration = TestConfiguration.of(context);
        if (encrypted) {
            configuration.setEncryptionKeys("jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=");
        }
        MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
        configuration.setAggregationRepository(repository);
        steps = new BareSteps(context);
        put = steps.step(BareSteps.PUT + "&sessionType=GLOBAL");
        get = steps.step(BareSteps.GET + "&sessionType=GLOBAL");
        for (int i = 0; i < USERS; i++) {
            put();
        }
        bare = new BareCipher(length(context, repository));
    }

    private static int length(CamelContext context, MemoryAggregationRepository repository) {
        String key = repository.getKeys().iterator().next();
        return repository.get(context, key).getMessage().getBody(byte[].class).length;
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    /** In turns one message and another, for a PUT that changes nothing would not write. */
    @Benchmark
    public Exchange put() throws Exception {
        next++;
        Exchange exchange = steps.request(orders[next / USERS % 2], authorizations[next % USERS]);
        put.process(exchange);
        return exchange;
    }

    @Benchmark
    public Exchange get() throws Exception {
        next++;
        Exchange exchange = steps.request(laterMessage, authorizations[next % USERS]);
        get.process(exchange);
        return exchange;
    }

    /** What a PUT cannot do without: an entry is read, and written. */
    @Benchmark
    public byte[] bareOpenAndSeal() throws GeneralSecurityException {
        bare.open();
        return bare.seal();
    }

    @Benchmark
    public byte[] bareOpen() throws GeneralSecurityException {
        return bare.open();
    }
}
