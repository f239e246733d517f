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
package io.github.camelsession.session.global.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.SessionStore;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Redis stands still while it is written to, so that the client does not learn what becomes of the write. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisInDoubtTest {
    private static final int ROUNDS = 3;

    private final RedisServer server = new RedisServer();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    RedisInDoubtTest() throws IOException {}

    @BeforeAll
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void resume() throws Exception {
        server.resume();
    }

    @AfterAll
    void end() throws Exception {
        timer.shutdownNow();
        server.close();
    }

    /** The client gives up, and the write comes to the server when that goes on. */
    @Test
    void writeThatLandsAfterItsTimeoutIsAppliedOnce() throws Exception {
        countThrough("redis.properties", () -> {}, server::resume);
    }

    /** The client sends the write again, and the server takes the first one and refuses the second. */
    @Test
    void writeThatIsSentTwiceIsAppliedOnce() throws Exception {
        countThrough(
                "redis-repeating.properties",
                () -> timer.schedule(this::resumed, 700, TimeUnit.MILLISECONDS),
                () -> {});
    }

    private Void resumed() throws Exception {
        server.resume();
        return null;
    }

    private void countThrough(String properties, SteppedRepository.Step whilePaused, SteppedRepository.Step afterWrite)
            throws Exception {
        try (ConfiguredRepository configured = new ConfiguredRepository(properties, server.port())) {
            SteppedRepository stepped = new SteppedRepository(configured.repository());
            SessionStore store = configured.sessions(stepped).open(Load.newKey());
            Worker worker = new Worker(store, "count", stepped.getClass().getName());
            for (int i = 0; i < ROUNDS; i++) {
                stepped.once(
                        () -> {
                            server.pause();
                            whilePaused.perform();
                        },
                        afterWrite);
                worker.run();
            }
            assertThat(worker.complaints).isEmpty();
            assertThat(store.read().attributes()).containsEntry("count", JsonValue.ofText(Integer.toString(ROUNDS)));
            RedisOutageTest.shutdown(configured);
        }
    }
}
