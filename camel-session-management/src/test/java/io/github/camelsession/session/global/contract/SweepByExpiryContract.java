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
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.SteppingInJdbcRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the sweep does by the column {@code expires_at} of a database's table. */
public interface SweepByExpiryContract extends StoreUnderTest {
    DataSource database();

    @Override
    default boolean knowsTheEndOfEachEntry() {
        return true;
    }

    private String table() {
        return ((JdbcSessionRepository) repository()).getRepositoryName();
    }

    private SteppingInJdbcRepository anotherNodes() {
        return new SteppingInJdbcRepository(database(), table());
    }

    private long expiresAt(SessionKey key) {
        return Objects.requireNonNull(new JdbcTemplate(database())
                .queryForObject("SELECT expires_at FROM " + table() + " WHERE id = ?", Long.class, key.value()));
    }

    /** As a node of version 0.1.0 does, which does not know the column. */
    private void setExpiresAt(SessionKey key, long value) {
        int rows = new JdbcTemplate(database())
                .update("UPDATE " + table() + " SET expires_at = ? WHERE id = ?", value, key.value());
        assertThat(rows).isOne();
    }

    private static long over(SessionKey key) {
        return key.expiresAt().plus(SETTINGS.clockSkew()).getEpochSecond();
    }

    @Test
    default void eachWriteTellsWhenTheSessionIsOver() {
        node().open(USER).update(put("a", "1"));
        assertThat(expiresAt(USER)).isEqualTo(over(USER));
        node().open(USER_LATER).update(put("a", "2"));
        assertThat(expiresAt(USER)).isEqualTo(over(USER_LATER));
    }

    @Test
    default void sessionOfANodeThatTellsNoEndIsReadOnceAndKept() {
        SteppingInJdbcRepository swept = anotherNodes();
        GlobalSessions sweeping = node(swept, SETTINGS);
        sweeping.open(USER).update(put("a", "1"));
        setExpiresAt(USER, SweepableRepository.NOT_KNOWN);
        assertThat(sweeping.sweep()).isZero();
        assertThat(sweeping.sweep()).isZero();
        assertThat(swept.read).containsExactly(USER.value());
        assertThat(expiresAt(USER)).isEqualTo(over(USER));
        assertThat(sweeping.open(USER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionThatANodeRenewedWithoutTellingIsKept() {
        GlobalSessions sessions = node();
        sessions.open(USER_LATER).update(put("a", "1"));
        setExpiresAt(USER, over(USER));
        time().set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isZero();
        assertThat(expiresAt(USER)).isEqualTo(over(USER_LATER));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionOfWhichNoEndIsKnownIsRemovedAfterIt() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        setExpiresAt(USER, SweepableRepository.NOT_KNOWN);
        time().set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void sweepReadsWhatIsOverAlone() {
        SteppingInJdbcRepository swept = anotherNodes();
        GlobalSessions sweeping = node(swept, SETTINGS);
        for (int i = 0; i < 20; i++) {
            sweeping.open(claimsKey("live " + i, EXPIRY.plusSeconds(1))).update(put("a", "1"));
        }
        sweeping.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT));
        assertThat(sweeping.sweep()).isEqualTo(1);
        assertThat(swept.read).containsExactly(USER.value());
        assertThat(sweeping.status().sessions().number()).isEqualTo(20);
    }

    @Test
    default void sessionThatIsRenewedBetweenTheSweepsReadAndItsRemovalIsKept() {
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        SteppingInJdbcRepository swept = anotherNodes();
        GlobalSessions sweeping = node(swept, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        swept.beforeNextRemoval(() -> other.open(USER_LATER).update(put("b", "2")));
        assertThat(sweeping.sweep()).isZero();
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
        assertThat(expiresAt(USER)).isEqualTo(over(USER_LATER));
    }

    @Test
    default void sessionThatIsRemovedAndMadeAnewMeanwhileIsKept() {
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        SteppingInJdbcRepository swept = anotherNodes();
        GlobalSessions sweeping = node(swept, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        swept.beforeNextRemoval(() -> {
            repository()
                    .remove(
                            context(),
                            USER.value(),
                            Objects.requireNonNull(repository().get(context(), USER.value())));
            other.open(USER_LATER).update(put("b", "2"));
        });
        assertThat(sweeping.sweep()).isZero();
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void updateWithARenewedTokenIsNotLostIfTheSweepRemovesTheOldSessionMeanwhile() {
        node().open(USER).update(put("a", "1"));
        SteppingInJdbcRepository written = anotherNodes();
        GlobalSessions writing = node(written, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        written.beforeNextWrite(() -> assertThat(node().sweep()).isEqualTo(1));
        writing.open(USER_LATER).update(put("b", "2"));
        assertThat(writing.open(USER_LATER).read()).isEqualTo(session("b", "2"));
        assertThat(expiresAt(USER)).isEqualTo(over(USER_LATER));
    }

    @Test
    default void damagedSessionWhoseEndIsKnownIsRemovedADayLater() throws Exception {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        damage(USER.value());
        time().set(EXPIRY.plus(KEPT).plus(Duration.ofDays(1)).minusSeconds(1));
        assertThat(sessions.sweep()).isZero();
        time().advance(Duration.ofSeconds(1));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void rowOfTheLeaseIsNoSession() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        sessions.sweep();
        assertThat(repository().getKeys()).containsExactly(USER.value());
        assertThat(sessions.status().sessions().number()).isEqualTo(1);
        assertThat(new JdbcTemplate(database()).queryForObject("SELECT COUNT(*) FROM " + table(), Integer.class))
                .isEqualTo(2);
    }

    @Test
    default void nodesThatFirstSweepAtOnceDoNotFail() {
        SteppingInJdbcRepository one = anotherNodes();
        SteppingInJdbcRepository two = anotherNodes();
        assertThat(one.lease(null, time().instant(), time().instant().plusSeconds(60)))
                .isTrue();
        assertThat(two.lease(null, time().instant(), time().instant().plusSeconds(60)))
                .isFalse();
        assertThat(node(two, SETTINGS).sweep()).isZero();
    }
}
