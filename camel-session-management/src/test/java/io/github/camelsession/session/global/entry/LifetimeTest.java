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
package io.github.camelsession.session.global.entry;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.withMaxInactiveInterval;
import static io.github.camelsession.session.global.support.Fixtures.withMaxLifetime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.support.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final Instant ACCESSED = ManualTime.START;
    private static final Entry ENTRY = entry(null, SETTINGS.clockSkew());
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Entry LIMITED = entry(LIMIT, SETTINGS.clockSkew());

    /** After the last use that was noted: the limit, the tenth within which uses are not noted, and the tolerance. */
    private static final Duration GONE = Duration.ofMinutes(11).plus(SETTINGS.clockSkew());

    private static Entry entry(@Nullable Duration idleLimit, Duration clockSkew) {
        return new Entry(EntryContent.EMPTY, EXPIRY, ACCESSED, ACCESSED, new Terms(idleLimit, clockSkew), List.of());
    }

    private static Lifetime with(Duration clockSkew, @Nullable Duration maxInactiveInterval) {
        return new Lifetime(new GlobalSettings(
                SETTINGS.updateTimeout(), clockSkew, maxInactiveInterval, SETTINGS.maxSessionSize()));
    }

    private static final SessionKey KEY = claimsKey("alice", EXPIRY);

    private final Lifetime lifetime = new Lifetime(SETTINGS);
    /** Since {@link #ACCESSED}, when {@link #ENTRY} started. */
    private static final Duration OLD = LIMIT.plus(SETTINGS.clockSkew());

    private final Lifetime limited = new Lifetime(withMaxLifetime(LIMIT));
    private final Lifetime inactive = new Lifetime(withMaxInactiveInterval(LIMIT));

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
        assertThat(inactive.isExpired(LIMITED, ACCESSED.plus(GONE))).isTrue();
    }

    @Test
    void isExpiredByInactivityOneMsTooSoon() {
        assertThat(inactive.isExpired(LIMITED, ACCESSED.plus(GONE).minusMillis(1)))
                .isFalse();
    }

    @Test
    void useThatWasNotNotedIsNotForgottenTooEarly() {
        Instant used = ACCESSED.plus(LIMIT.dividedBy(10)).minusMillis(1);
        assertThat(inactive.isTouchDue(LIMITED, KEY, used)).isFalse();
        assertThat(with(Duration.ZERO, LIMIT).isExpired(entry(LIMIT, Duration.ZERO), used.plus(LIMIT)))
                .isFalse();
    }

    @Test
    void idleLimitIsThatOfWhoeverWroteTheEntry() {
        assertThat(inactive.isExpired(ENTRY, ACCESSED.plus(GONE))).isFalse();
        assertThat(lifetime.isExpired(LIMITED, ACCESSED.plus(GONE))).isTrue();
    }

    @Test
    void idleLimitOfAnEntryThatTellsNoneIsThatOfItsReader() {
        Entry released = new Entry(EntryContent.EMPTY, EXPIRY, ACCESSED, null, null, List.of());
        assertThat(inactive.isExpired(released, ACCESSED.plus(GONE))).isTrue();
        assertThat(lifetime.isExpired(released, ACCESSED.plus(GONE))).isFalse();
    }

    @Test
    void toleranceIsTheLargestOfThoseWhoUsedTheEntry() {
        Duration large = Duration.ofMinutes(10);
        Entry tolerant = entry(null, large);
        assertThat(lifetime.isExpired(tolerant, EXPIRY.plus(large).minusMillis(1)))
                .isFalse();
        assertThat(lifetime.isExpired(tolerant, EXPIRY.plus(large))).isTrue();
        assertThat(with(large, null).isExpired(ENTRY, EXPIRY.plus(large).minusMillis(1)))
                .isFalse();
        assertThat(lifetime.isRemovable(tolerant, EXPIRY.plus(KEPT))).isFalse();
        assertThat(lifetime.isRemovable(tolerant, EXPIRY.plus(KEPT).plus(large).minus(SETTINGS.clockSkew())))
                .isTrue();
    }

    @Test
    void largerToleranceOfTheReaderIsLeftInTheEntry() {
        Lifetime tolerant = with(Duration.ofMinutes(10), null);
        assertThat(tolerant.isTouchDue(ENTRY, KEY, ACCESSED)).isTrue();
        Entry touched = tolerant.used(ENTRY, EntryContent.EMPTY, EXPIRY, ACCESSED);
        assertThat(tolerant.isTouchDue(touched, KEY, ACCESSED)).isFalse();
        assertThat(lifetime.isTouchDue(touched, KEY, ACCESSED)).isFalse();
        assertThat(lifetime.used(touched, EntryContent.EMPTY, EXPIRY, ACCESSED).terms())
                .isEqualTo(new Terms(null, Duration.ofMinutes(10)));
    }

    @Test
    void timeOfAccessDoesNotGoBack() {
        Entry next = inactive.used(LIMITED, EntryContent.EMPTY, EXPIRY, ACCESSED.minusSeconds(30));
        assertThat(next.accessedAt()).isEqualTo(ACCESSED);
        assertThat(inactive.used(LIMITED, EntryContent.EMPTY, EXPIRY, ACCESSED.plusMillis(1))
                        .accessedAt())
                .isEqualTo(ACCESSED.plusMillis(1));
    }

    @Test
    void timeOfAccessThatIsFurtherAheadThanClocksMayDifferIsMended() {
        Instant behind = ACCESSED.minus(SETTINGS.clockSkew());
        assertThat(inactive.isTouchDue(LIMITED, KEY, behind)).isFalse();
        assertThat(inactive.isTouchDue(LIMITED, KEY, behind.minusMillis(1))).isTrue();
        assertThat(inactive.used(LIMITED, EntryContent.EMPTY, EXPIRY, behind.minusMillis(1))
                        .accessedAt())
                .isEqualTo(behind.minusMillis(1));
    }

    @Test
    void expiryAtTheEndOfTimeNeverComes() {
        Entry eternal = new Entry(EntryContent.EMPTY, Instant.MAX, ACCESSED, null, null, List.of());
        assertThat(lifetime.isExpired(eternal, EXPIRY)).isFalse();
        assertThat(lifetime.isRemovable(Instant.MAX, EXPIRY)).isFalse();
    }

    @Test
    void accessInTheFutureOfAnotherNodesClockIsNoInactivity() {
        assertThat(inactive.isExpired(LIMITED, ACCESSED.minusSeconds(5))).isFalse();
        assertThat(inactive.isTouchDue(LIMITED, KEY, ACCESSED.minusSeconds(5))).isFalse();
    }

    @Test
    void touchIsDueAfterATenthOfTheInterval() {
        assertThat(inactive.isTouchDue(ENTRY, KEY, ACCESSED.plusSeconds(60))).isTrue();
        assertThat(inactive.isTouchDue(ENTRY, KEY, ACCESSED.plusSeconds(60).minusMillis(1)))
                .isFalse();
    }

    @Test
    void touchIsDueByTheShorterOfTheLimits() {
        assertThat(lifetime.isTouchDue(LIMITED, KEY, ACCESSED.plusSeconds(60))).isTrue();
        assertThat(inactive.isTouchDue(entry(Duration.ofHours(8), SETTINGS.clockSkew()), KEY, ACCESSED.plusSeconds(60)))
                .isTrue();
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
    void isExpiredByItsAgeExact() {
        assertThat(limited.isExpired(ENTRY, ACCESSED.plus(OLD))).isTrue();
        assertThat(lifetime.isExpired(ENTRY, ACCESSED.plus(OLD))).isFalse();
    }

    @Test
    void isExpiredByItsAgeOneMsTooSoon() {
        assertThat(limited.isExpired(ENTRY, ACCESSED.plus(OLD).minusMillis(1))).isFalse();
    }

    @Test
    void useDoesNotMakeItYounger() {
        Entry used = limited.used(ENTRY, EntryContent.EMPTY, EXPIRY, ACCESSED.plus(LIMIT));
        assertThat(used.startedAt()).isEqualTo(ACCESSED);
        assertThat(limited.isExpired(used, ACCESSED.plus(OLD))).isTrue();
    }

    @Test
    void ageIsNoReasonToTouch() {
        assertThat(limited.isTouchDue(ENTRY, KEY, ACCESSED.plus(OLD).minusMillis(1)))
                .isFalse();
    }

    @Test
    void whatIsUsedAfterItsEndStartsAgain() {
        Instant end = ACCESSED.plus(OLD);
        assertThat(limited.used(ENTRY, EntryContent.EMPTY, EXPIRY, end).startedAt())
                .isEqualTo(end);
        assertThat(inactive.used(LIMITED, EntryContent.EMPTY, EXPIRY, ACCESSED.plus(GONE))
                        .startedAt())
                .isEqualTo(ACCESSED.plus(GONE));
    }

    @Test
    void entryThatDoesNotTellItsStartIsAsOldAsItsLastUseThatItTells() {
        Entry released = new Entry(EntryContent.EMPTY, EXPIRY, ACCESSED, null, null, List.of());
        assertThat(limited.isExpired(released, ACCESSED.plus(OLD).minusMillis(1)))
                .isFalse();
        assertThat(limited.isExpired(released, ACCESSED.plus(OLD))).isTrue();
        assertThat(lifetime.used(released, EntryContent.EMPTY, EXPIRY, ACCESSED.plus(LIMIT))
                        .startedAt())
                .isEqualTo(ACCESSED);
    }

    @Test
    void startThatIsFurtherAheadThanClocksMayDifferIsMended() {
        Instant behind = ACCESSED.minus(SETTINGS.clockSkew());
        assertThat(limited.used(ENTRY, EntryContent.EMPTY, EXPIRY, behind).startedAt())
                .isEqualTo(ACCESSED);
        assertThat(limited.used(ENTRY, EntryContent.EMPTY, EXPIRY, behind.minusMillis(1))
                        .startedAt())
                .isEqualTo(behind.minusMillis(1));
    }

    @Test
    void isRemovableWhenNoRequestCanBeAtWorkAnyMore() {
        assertThat(lifetime.isRemovable(EXPIRY, EXPIRY.plus(KEPT))).isTrue();
        assertThat(lifetime.isRemovable(EXPIRY, EXPIRY.plus(KEPT).minusMillis(1)))
                .isFalse();
    }
}
