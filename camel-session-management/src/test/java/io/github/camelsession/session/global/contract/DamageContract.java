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
package io.github.camelsession.session.global.contract;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.ExpiredSessionSweep;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Unreadable entries: reading one fails with an error that says so, and never returns an empty session. Other sessions
 * are not affected.
 */
public interface DamageContract extends StoreUnderTest {
    private void assertUnreadable(SessionKey key, String reason) {
        SessionStore store = node().open(key);
        assertThatThrownBy(store::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll(key.label(), "that cannot be read: ", reason);
        assertThatThrownBy(() -> store.update(put("a", "2"))).isInstanceOf(SessionStoreException.class);
        assertThatThrownBy(store::read).isInstanceOf(SessionStoreException.class);
    }

    @Test
    default void entryOfALaterVersionIsAnErrorThatSaysSo() {
        store(KEY.value(), "{\"v\":99,\"exp\":1,\"acc\":1,\"data\":{}}".getBytes(StandardCharsets.UTF_8));
        assertUnreadable(KEY, "it has version 99");
    }

    @Test
    default void damagedEntryIsAnErrorThatSaysSo() throws Exception {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        damage(KEY.value());
        assertUnreadable(KEY, "the repository cannot turn it into an exchange");
        assertThat(sessions.open(USER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void clearReplacesAnEntryThatCannotBeReadAndAllElseLeavesItAlone() {
        for (SessionKey key : List.of(KEY, USER)) {
            store(key.value(), "{\"v\":99,\"exp\":1,\"acc\":1,\"data\":{}}".getBytes(StandardCharsets.UTF_8));
            assertUnreadable(key, "it has version 99");
            SessionStore store = node().open(key);
            assertThat(store.clear()).isSameAs(Session.EMPTY);
            assertThat(store.read()).isSameAs(Session.EMPTY);
            store.update(put("a", "1"));
            assertThat(node().open(key).read()).isEqualTo(session("a", "1"));
        }
    }

    @Test
    default void operatorReplacesAnEntryThatCannotBeRead() {
        for (SessionKey key : List.of(KEY, USER)) {
            store(key.value(), "what was put there by hand");
            assertThat(node().clear(Objects.requireNonNull(KeyFormat.hashOf(key.value()))))
                    .isTrue();
            assertThat(node().open(key).read()).isSameAs(Session.EMPTY);
        }
    }

    @Test
    default void clearReplacesADamagedEntryIfTheRepositoryGivesIt() throws Exception {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        damage(KEY.value());
        if (givesDamagedEntries()) {
            assertThat(store.clear()).isSameAs(Session.EMPTY);
            assertThat(store.read()).isSameAs(Session.EMPTY);
        } else {
            assertThatThrownBy(store::clear)
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("remove it with the tools of the store");
        }
    }

    @Test
    default void sweepRemovesWhatCannotBeReadADayAfterTheEndThatItsKeyTells() throws Exception {
        GlobalSessions sessions = node();
        store(KEY.value(), "{".getBytes(StandardCharsets.UTF_8));
        time().set(EXPIRY.plus(KEPT).plus(Lifetime.GRACE).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        time().advance(Duration.ofMillis(1));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void sweepSkipsDamagedEntriesOfThatDayAndLogsEachOnce() throws Exception {
        GlobalSessions sessions = node();
        for (int i = 0; i < 10; i++) {
            SessionKey key = tokenKey("token " + i, EXPIRY);
            sessions.open(key).update(put("a", "1"));
            damage(key.value());
        }
        sessions.open(USER).update(put("a", "1"));
        damage(USER.value());
        sessions.open(KEY).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isEqualTo(1);
            assertThat(sessions.sweep()).isZero();
            assertThat(log.warnings())
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).contains("cannot be read"))
                    .last(STRING)
                    .contains("holds 6 more entries");
        }
        assertThat(repository().getKeys()).hasSize(11);
        time().advance(Lifetime.GRACE);
        assertThat(sessions.sweep()).isEqualTo(givesDamagedEntries() ? knowsTheEndOfEachEntry() ? 11 : 10 : 0);
    }
}
