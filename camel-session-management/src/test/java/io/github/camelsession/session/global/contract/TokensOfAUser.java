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
import static io.github.camelsession.session.global.support.Fixtures.login;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.EntryCodec;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Logins of one user, whose session they share, and what it means that one is ended. */
public interface TokensOfAUser extends StoreUnderTest {
    /** Longer than any of the tokens here lives. */
    Duration LONGEST = Duration.ofHours(2);

    Instant NOW = ManualTime.START;
    SessionKey PHONE = login("phone", NOW.minusSeconds(100));
    SessionKey LAPTOP = login("laptop", NOW.minusSeconds(50));
    SessionKey NEXT = login("next", NOW.plusSeconds(1));

    static void assertEnded(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        e -> assertThat(e.getReason()).isEqualTo(DenialReason.SESSION_ENDED));
    }

    static void assertEnded(GlobalSessions sessions, SessionKey key) {
        SessionStore store = sessions.open(key);
        assertEnded(store::read);
        assertEnded(() -> store.update(put("x", "9")));
        assertEnded(() -> store.update(UnaryOperator.identity()));
        assertEnded(store::clear);
        assertEnded(() -> sessions.end(key));
        assertEnded(() -> sessions.endAll(key, LONGEST));
    }

    static SessionKey ofUser() {
        return SessionKey.onBehalf("default", Map.of("sub", "a user"), EXPIRY);
    }

    /** Attributes and ended tokens. */
    default int partsOf(SessionKey key) {
        byte[] body = Objects.requireNonNull(repository().get(context(), key.value()))
                .getMessage()
                .getBody(byte[].class);
        try {
            JsonNode entry = new ObjectMapper().readTree(EntryCodec.encode(form().entryOf(key.value(), body)));
            return entry.path("data").size() + entry.path("ended").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
