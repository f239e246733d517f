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
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.SteppingInRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A user's session is swept, and may be created again under the same key, between the read and the write of another
 * caller: a caller that read the old session does nothing to the new one. Keys of tokens never come back.
 */
public interface RemovalRacesContract extends StoreUnderTest {
    private SteppingInRepository paused() {
        SteppingInRepository paused = steppingIn();
        assumeTrue(
                tellsRecreatedEntries(),
                "this repository takes an entry that was made anew for the old one when their versions are equal");
        return paused;
    }

    /** Acts as another node on the expired session: removes it, and creates a new one. */
    private void replaceEnded(GlobalSessions other) {
        time().advanceTo(EXPIRY.plus(KEPT));
        assertThat(other.sweep()).isEqualTo(1);
        other.open(USER_LATER).update(put("b", "2"));
    }

    @Test
    default void writerThatSleptThroughRemovalAndRecreationDoesNotHitTheNewSession() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        SessionStore sleeper = node(paused, SETTINGS).open(USER);
        sleeper.update(put("a", "1"));
        paused.beforeNextWrite(() -> replaceEnded(other));
        assertThatThrownBy(() -> sleeper.update(put("a", "9"))).isInstanceOf(SessionConflictException.class);
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void writerThatSleptThroughTheRemovalDoesNotBringTheOldSessionBack() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        SessionStore sleeper = node(paused, SETTINGS).open(USER_LATER);
        paused.beforeNextWrite(() -> {
            time().advanceTo(EXPIRY.plus(KEPT));
            assertThat(other.sweep()).isEqualTo(1);
        });
        assertThatThrownBy(() -> sleeper.update(put("c", "3"))).isInstanceOf(SessionConflictException.class);
        assertThat(repository().getKeys()).isEmpty();
    }

    /** No caller has to pause for long here: three concurrent requests are enough. */
    @Test
    default void writerThatFoundTheSessionEndedAddsToTheOneThatAnotherNodeMadeMeanwhile() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        SessionStore writer = node(paused, SETTINGS).open(USER_LATER);
        time().set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(() -> replaceEnded(other));
        writer.update(put("c", "3"));
        assertThat(other.open(USER_LATER).read()).isEqualTo(put("c", "3").apply(session("b", "2")));
    }

    @Test
    default void sweepThatSleptBeforeItsRemovalDoesNotRemoveTheNewSession() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        GlobalSessions sleeper = node(paused, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(() -> replaceEnded(other));
        assertThat(sleeper.sweep()).isZero();
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void writerThatSleptBeforeItCreatedASessionDoesNotOverwriteALaterOne() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        SessionStore sleeper = node(paused, SETTINGS).open(USER);
        paused.beforeNextWrite(() -> {
            other.open(USER).update(put("a", "1"));
            replaceEnded(other);
        });
        assertThatThrownBy(() -> sleeper.update(put("c", "3"))).isInstanceOf(SessionConflictException.class);
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void touchThatSleptThroughRemovalAndRecreationDoesNotHitTheNewSession() {
        SteppingInRepository paused = paused();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        SessionStore sleeper =
                node(paused, SETTINGS).open(Fixtures.claimsKey("a user", EXPIRY.plus(Duration.ofDays(1))));
        paused.beforeNextWrite(() -> replaceEnded(other));
        assertThat(sleeper.read()).isEqualTo(session("a", "1"));
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }
}
