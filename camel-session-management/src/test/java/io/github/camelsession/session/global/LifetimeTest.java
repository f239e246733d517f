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
package io.github.camelsession.session.global;

import static io.github.camelsession.session.global.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.Fixtures.KEPT;
import static io.github.camelsession.session.global.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.Fixtures.claimsKey;
import static io.github.camelsession.session.global.Fixtures.withMaxInactiveInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final Instant ACCESSED = ManualTime.START;
    private static final Entry ENTRY = new Entry(Session.EMPTY, EXPIRY, ACCESSED);
    private static final SessionKey KEY = claimsKey("alice", EXPIRY);

    private final Lifetime lifetime = new Lifetime(SETTINGS);
    private final Lifetime inactive = new Lifetime(withMaxInactiveInterval(Duration.ofMinutes(10)));

    @Test
    void isExpiredExact() {
        assertThat(lifetime.isExpired(ENTRY, EXPIRY.plus(SETTINGS.clockSkew()))).isTrue();
    }

    @Test
    void isExpiredOneMsTooSoon() {
        assertThat(lifetime.isExpired(ENTRY, EXPIRY.plus(SETTINGS.clockSkew()).minusMillis(1)))
                .isFalse();
    }

    @Test
    void isExpiredByInactivityExact() {
        assertThat(inactive.isExpired(ENTRY, ACCESSED.plus(Duration.ofMinutes(10))))
                .isTrue();
    }

    @Test
    void isExpiredByInactivityOneMsTooSoon() {
        assertThat(inactive.isExpired(
                        ENTRY, ACCESSED.plus(Duration.ofMinutes(10)).minusMillis(1)))
                .isFalse();
    }

    @Test
    void expiryAtTheEndOfTimeNeverComes() {
        Entry eternal = new Entry(Session.EMPTY, Instant.MAX, ACCESSED);
        assertThat(lifetime.isExpired(eternal, EXPIRY)).isFalse();
        assertThat(lifetime.isRemovable(Instant.MAX, EXPIRY)).isFalse();
    }

    @Test
    void accessInTheFutureOfAnotherNodesClockIsNoInactivity() {
        assertThat(inactive.isExpired(ENTRY, ACCESSED.minusSeconds(5))).isFalse();
        assertThat(inactive.isTouchDue(ENTRY, KEY, ACCESSED.minusSeconds(5))).isFalse();
    }

    @Test
    void touchIsDueAfterATenthOfTheInterval() {
        assertThat(inactive.isTouchDue(ENTRY, KEY, ACCESSED.plusSeconds(60))).isTrue();
        assertThat(inactive.isTouchDue(ENTRY, KEY, ACCESSED.plusSeconds(60).minusMillis(1)))
                .isFalse();
    }

    @Test
    void touchIsNeverDueWithoutAnInterval() {
        assertThat(lifetime.isTouchDue(ENTRY, KEY, EXPIRY)).isFalse();
    }

    @Test
    void touchIsDueForATokenThatLivesLonger() {
        assertThat(lifetime.isTouchDue(ENTRY, claimsKey("alice", EXPIRY.plusSeconds(1)), ACCESSED))
                .isTrue();
    }

    @Test
    void isRemovableWhenNoRequestCanBeAtWorkAnyMore() {
        assertThat(lifetime.isRemovable(EXPIRY, EXPIRY.plus(KEPT))).isTrue();
        assertThat(lifetime.isRemovable(EXPIRY, EXPIRY.plus(KEPT).minusMillis(1)))
                .isFalse();
    }
}
