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
package io.github.camelsession.history.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelsession.history.Answer;
import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Undone;
import io.github.camelsession.history.Node;
import io.github.camelsession.history.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member that is left alone, with the documented protection of clusters of three and more. */
@Timeout(120)
class LoneMemberTest {
    private final List<String> addresses = List.of(freeAddress(), freeAddress());
    private final String token = Node.token("user", Instant.now().plusSeconds(600));

    private static String freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HazelcastInstance member(int number) {
        return Hazelcast.newHazelcastInstance(Config.loadFromString(new HazelcastXml()
                .documented("java-serialization-filter")
                .documented("split-brain-protection")
                .of(addresses.get(number), addresses)));
    }

    @AfterEach
    void stop() {
        Hazelcast.shutdownAll();
    }

    @Test
    void refusesEveryStepAndStoresNothingUntilAnotherOneIsBack() throws Exception {
        CompletableFuture<HazelcastInstance> second = CompletableFuture.supplyAsync(() -> member(1));
        HazelcastAggregationRepository repository = new HazelcastAggregationRepository("sessions", true, member(0));
        repository.setUseRecovery(false);
        try (Node node = new Node(repository, Duration.ofSeconds(1))) {
            assertThat(node.ask(Step.put("a", "1"), token)).isInstanceOf(Done.class);

            second.join().getLifecycleService().terminate();

            await().until(() -> isRefused(node.ask(Step.namingAll(Step.Kind.GET), token)));
            assertThat(node.ask(Step.put("a", "2"), token)).matches(LoneMemberTest::isRefused);
            assertThat(node.ask(Step.namingAll(Step.Kind.END), token)).matches(LoneMemberTest::isRefused);

            member(1);
            Done read = (Done) node.ask(Step.namingAll(Step.Kind.GET), token);
            assertThat(read.values()).isEqualTo(Map.of("a", "1"));
        }
    }

    private static boolean isRefused(Answer answer) {
        return answer instanceof Undone undone && undone.why().startsWith("SessionStoreException");
    }
}
