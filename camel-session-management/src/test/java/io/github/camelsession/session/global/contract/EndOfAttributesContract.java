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

import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Attributes that end before their session does. */
public interface EndOfAttributesContract extends StoreUnderTest {
    private UnaryOperator<Session> putFor(Duration time, String name, String json) {
        return session -> session.with(
                Map.of(name, JsonValue.ofText(json)), time().instant().plus(time));
    }

    @Test
    default void attributeIsThereUntilItsEndAndNotFromThenOn() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        store.update(put("a", "1"));
        time().advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(store.read().attributes()).containsOnlyKeys("otp", "a");
        time().advance(Duration.ofMillis(1));
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void updateIsAppliedToWhatHasNotEnded() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "lock", "1"));
        time().advance(Duration.ofMinutes(5));
        Map<String, JsonValue> lock = Map.of("lock", JsonValue.ofText("2"));
        assertThat(store.update(session -> session.withAbsent(lock, null))).isSameAs(Session.EMPTY);
        time().advance(Duration.ofMinutes(5));
        assertThat(store.read()).isEqualTo(session("lock", "2"));
    }

    @Test
    default void endIsKnownToAnotherNode() {
        node().open(KEY).update(putFor(Duration.ofMinutes(5), "otp", "1"));
        SessionStore other = node().open(KEY);
        assertThat(other.read().attributes()).containsOnlyKeys("otp");
        time().advance(Duration.ofMinutes(5));
        assertThat(other.read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void endIsKeptByUpdatesOfOtherAttributes() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        for (int i = 0; i < 4; i++) {
            time().advance(Duration.ofMinutes(1));
            store.update(put("a", Integer.toString(i)));
        }
        time().advance(Duration.ofMinutes(1));
        assertThat(store.read()).isEqualTo(session("a", "3"));
    }

    @Test
    default void endIsRenewedEvenIfTheValueIsTheSame() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        time().advance(Duration.ofMinutes(4));
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        time().advance(Duration.ofMinutes(4));
        assertThat(store.read().attributes()).containsOnlyKeys("otp");
    }

    @Test
    default void attributeThatIsReplacedWithoutAnEndStays() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        store.update(put("otp", "1"));
        time().advance(Duration.ofMinutes(6));
        assertThat(store.read()).isEqualTo(session("otp", "1"));
    }

    @Test
    default void attributeThatIsRemovedAndSetAgainHasNoEnd() {
        SessionStore store = node().open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        store.update(session -> session.without(FieldNames.parse("otp")));
        store.update(put("otp", "2"));
        time().advance(Duration.ofMinutes(6));
        assertThat(store.read()).isEqualTo(session("otp", "2"));
    }

    @Test
    default void readOfAnAttributeThatHasEndedWritesNothing() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        SessionStore store = node(counted, SETTINGS).open(KEY);
        store.update(putFor(Duration.ofMinutes(5), "otp", "1"));
        time().advance(Duration.ofMinutes(5));
        counted.calls.take();
        store.read();
        assertThat(counted.calls.take()).containsExactly("get");
    }
}
