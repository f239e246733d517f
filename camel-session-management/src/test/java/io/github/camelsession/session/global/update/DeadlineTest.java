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

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.MonitoredRepository;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An update whose time is over writes nothing. */
class DeadlineTest {
    private static final SessionKey KEY = tokenKey("a token", EXPIRY);
    private static final String NAME = "org.example.SomeRepository";

    private final ManualTime time = new ManualTime();
    private final FaultyPort port = new FaultyPort();
    private final CamelContext context = new DefaultCamelContext();
    private final Entries entries = new Entries(context, new MonitoredRepository(port, NAME, time), NAME);
    private final Lifetime lifetime = new Lifetime(SETTINGS);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void afterAReadThatTookAllOfItsTimeAnUpdateWritesNothing() {
        port.beforeRead = () -> time.advance(SETTINGS.updateTimeout());
        GroupCommit updates = new GroupCommit(entries, new TurnsPerKey(), lifetime, time);
        assertThatThrownBy(() -> updates.update(KEY, increment("count")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("nothing of it was stored");
        assertThat(port.calls).containsExactly("get");
    }

    @Test
    void updateWhoseTurnComesWhenItsTimeIsOverAsksTheStoreNothing() {
        PendingUpdate update =
                new PendingUpdate(KEY, Change.of(increment("count")), SETTINGS.updateTimeout(), time, this);
        update.lead();
        time.advance(SETTINGS.updateTimeout());
        assertThat(new CompareAndSetLoop(entries, lifetime, time, new ArrayList<>(List.of(update))).run())
                .isNull();
        assertThat(update.state()).isInstanceOf(Failed.class);
        assertThat(port.calls).isEmpty();
    }
}
