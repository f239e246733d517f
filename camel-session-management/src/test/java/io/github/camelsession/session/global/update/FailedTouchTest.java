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
package io.github.camelsession.session.global.update;

import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that can be read and not written, as a standby or one with a full disk. */
class FailedTouchTest {
    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final FailingRepository repository = new FailingRepository(new BoundedMemoryRepository(100));
    private final GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, time);

    @BeforeEach
    void storeThatIsReadOnly() {
        sessions.open(USER).update(put("a", "1"));
        repository.writes = false;
        repository.calls.take();
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void readAnswersWhatItReadThoughTheTouchFails() {
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "1"));
        assertThat(repository.calls.take()).containsExactly("get", "get", "add");
    }

    @Test
    void touchThatFailsIsLoggedOnceUntilOneSucceeds() {
        try (CapturedLog log = new CapturedLog(GlobalSessions.class)) {
            sessions.open(USER_LATER).read();
            sessions.open(USER_LATER).read();
            assertThat(log.warnings()).singleElement().asString().contains("time of access cannot be written");
            repository.writes = true;
            sessions.open(USER_LATER).read();
            repository.writes = false;
            sessions.open(Fixtures.claimsKey("a user", USER_LATER.expiresAt().plusSeconds(1)))
                    .read();
            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void nextReadTouchesTheSession() {
        sessions.open(USER_LATER).read();
        repository.writes = true;
        sessions.open(USER_LATER).read();
        time.set(USER.expiresAt().plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "1"));
    }
}
