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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outages that users must not suffer from more than they have to, with the settings that the documentation gives. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutageTest {
    private static final Logger LOG = LoggerFactory.getLogger(OutageTest.class);
    static final Duration BACK_AGAIN = Duration.ofSeconds(5);

    /** They have much to say about outages, and here it is known. */
    private static final List<String> QUIET = List.of(
            "com.zaxxer.hikari", "org.apache.camel.component.redis", "org.redisson", "org.springframework.transaction");

    private final RealServer server;
    private final String properties;
    private ConfiguredRepository configured;
    private GlobalSessions sessions;

    OutageTest(RealServer server, String properties) {
        this.server = server;
        this.properties = properties;
    }

    /** What the server needs once. */
    void prepare() throws Exception {}

    void release(ConfiguredRepository repository) {}

    @BeforeAll
    final void start() throws Exception {
        setLevel(Level.OFF);
        server.start();
        prepare();
        configured = new ConfiguredRepository(properties, server.port());
        sessions = configured.sessions(configured.repository());
    }

    @AfterAll
    final void end() throws Exception {
        setLevel(null);
        try (server) {
            if (configured != null) {
                release(configured);
                configured.close();
            }
        }
    }

    private static void setLevel(@Nullable Level level) {
        for (String name : QUIET) {
            ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).setLevel(level);
        }
    }

    final ConfiguredRepository configured() {
        return configured;
    }

    final Worker worker(SessionKey key) {
        return new Worker(
                sessions.open(key), "one", configured.repository().getClass().getName());
    }

    final RealServer server() {
        return server;
    }

    @Test
    void killedServer() throws Exception {
        Load load = startLoad();
        try (load) {
            server.kill();
            load.awaitFailures(2);
            server.start();
            report("killed", load.slowestMillis(), load.awaitSuccesses(2, BACK_AGAIN));
        }
        assertThat(load.complaints()).isEmpty();
    }

    @Test
    void hangingServer() throws Exception {
        Load load = startLoad();
        try (load) {
            server.pause();
            load.awaitFailures(2);
            assertThatThrownBy(sessions::sweep).isInstanceOf(SessionStoreException.class);
            server.resume();
            report("paused", load.slowestMillis(), load.awaitSuccesses(2, BACK_AGAIN));
        } finally {
            server.resume();
        }
        assertThat(load.complaints()).isEmpty();
    }

    /** The longest that one step can take: the read works, and the write and the second read do not. */
    @Test
    void serverThatHangsBetweenReadAndWrite() throws Exception {
        SteppedRepository stepped = new SteppedRepository(configured.repository());
        SessionStore store = openedOnceItIsBack(stepped).open(Load.newKey());
        Worker worker = new Worker(store, "stepped", stepped.getClass().getName());
        worker.run();
        try {
            stepped.once(server::pause, () -> {});
            worker.run();
        } finally {
            server.resume();
        }
        assertThat(worker.lastFailedUpdate).contains("it is unknown whether the update was stored");
        await().atMost(BACK_AGAIN).until(() -> {
            worker.run();
            return worker.successes.get() > 3;
        });
        assertThat(worker.complaints).isEmpty();
        report("paused between read and write", worker.slowestMillis.get(), Duration.ZERO);
    }

    @Test
    void serverThatHangsAndIsRestarted() throws Exception {
        Load load = startLoad();
        try (load) {
            server.pause();
            load.awaitFailures(2);
            server.kill();
            server.start();
            report("paused and killed", load.slowestMillis(), load.awaitSuccesses(2, BACK_AGAIN));
        }
        assertThat(load.complaints()).isEmpty();
    }

    /** A start asks the repository at once, and a connection of the outage before this one may still be dead. */
    private GlobalSessions openedOnceItIsBack(SteppedRepository stepped) {
        return await().atMost(BACK_AGAIN)
                .ignoreException(SessionStoreException.class)
                .until(() -> configured.sessions(stepped), Objects::nonNull);
    }

    private Load startLoad() {
        Load load = new Load(sessions, configured.repository().getClass().getName());
        load.awaitSuccesses(20, Duration.ofSeconds(20));
        return load;
    }

    private void report(String outage, long slowestMillis, Duration back) {
        LOG.info(
                "{} {}: slowest answer {} ms, back after {} ms",
                getClass().getSimpleName(),
                outage,
                slowestMillis,
                back.toMillis());
    }
}
