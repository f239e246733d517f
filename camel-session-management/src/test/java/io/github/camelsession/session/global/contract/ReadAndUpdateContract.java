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
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One caller of one session: what it sees, what it costs, and what is refused. */
public interface ReadAndUpdateContract extends StoreUnderTest {
    @Test
    default void startLeavesNothingBehind() {
        node();
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void readWhenNothingWasStoredThenSessionIsEmpty() {
        assertThat(node().open(KEY).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void readGivesTheTextThatWasStored() {
        SessionStore store = node().open(KEY);
        for (String json : List.of("1.10", "1E400", "-0.0", "null", "\"ä \\u00e4 \uD83D\uDE00\"", "[ 1 , {} ]")) {
            store.update(put("field", json));
            assertThat(store.read()).isEqualTo(session("field", json));
        }
    }

    @Test
    default void updateKeepsWhatItDoesNotChange() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        store.update(put("b", "2"));
        assertThat(store.read()).isEqualTo(session("a", "1").with(Map.of("b", JsonValue.ofText("2"))));
    }

    @Test
    default void updateAnswersTheSessionBefore() {
        SessionStore store = node().open(KEY);
        assertThat(store.update(put("a", "1"))).isSameAs(Session.EMPTY);
        assertThat(store.update(put("a", "2"))).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionsOfOtherKeysStayApart() {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        assertThat(sessions.open(USER).read()).isSameAs(Session.EMPTY);
        assertThat(sessions.open(tokenKey("another token", EXPIRY)).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void sessionIsThereForAnotherNode() {
        node().open(KEY).update(put("a", "1"));
        assertThat(node().open(KEY).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void clearEmptiesTheSessionAndKeepsTheEntry() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        store.update(session -> session.without(FieldNames.ALL));
        assertThat(store.read()).isSameAs(Session.EMPTY);
        assertThat(repository().getKeys()).containsExactly(KEY.value());
    }

    @Test
    default void changeThatThrowsComesThroughAndLeavesTheSessionAsItWas() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        RuntimeException refusal = new IllegalStateException("no");
        assertThatThrownBy(() -> store.update(session -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void manyAttributesWithEveryPrintableCharacterInTheirNamesComeBack() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        StringBuilder everything = new StringBuilder();
        for (char c = ' '; c < 1100; c++) {
            everything.append(c);
            fields.put("name " + c, JsonValue.ofText("\"" + (int) c + "\""));
        }
        fields.put(everything.toString(), JsonValue.ofText("true"));
        SessionStore store = node().open(KEY);
        store.update(session -> session.with(fields));
        assertThat(store.read()).isEqualTo(Session.of(fields));
    }

    @Test
    default void sessionOfOneMegabyteComesBack() {
        String text = "\"" + "x".repeat((1 << 20) - 100) + "\"";
        SessionStore store = node().open(KEY);
        store.update(put("a", text));
        assertThat(store.read()).isEqualTo(session("a", text));
    }

    @Test
    default void readIsOneGet() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        SessionStore store = node(counted, SETTINGS).open(KEY);
        store.update(put("a", "1"));
        counted.calls.take();
        store.read();
        assertThat(counted.calls.take()).containsExactly("get");
    }

    @Test
    default void updateWithoutConflictIsOneGetAndOneAdd() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        SessionStore store = node(counted, SETTINGS).open(KEY);
        counted.calls.take();
        store.update(put("a", "1"));
        assertThat(counted.calls.take()).containsExactly("get", "add");
        store.update(put("a", "2"));
        assertThat(counted.calls.take()).containsExactly("get", "add");
    }

    @Test
    default void updateThatChangesNothingWritesNothing() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        SessionStore store = node(counted, SETTINGS).open(KEY);
        counted.calls.take();
        store.update(session -> session.without(FieldNames.ALL));
        assertThat(counted.calls.take()).containsExactly("get");
        store.update(put("a", "1"));
        counted.calls.take();
        store.update(put("a", "1"));
        assertThat(counted.calls.take()).containsExactly("get");
    }

    @Test
    default void entryThatIsNoneOfOursIsAnErrorThatSaysSoAndNotAnEmptySession() {
        store(KEY.value(), "{\"v\":1,\"data\":{\"card\":4711}}");
        SessionStore store = node().open(KEY);
        assertThatThrownBy(store::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining(KEY.label())
                .hasMessageContaining("its body is java.lang.String instead of byte[]")
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> store.update(put("a", "1"))).isInstanceOf(SessionStoreException.class);
    }

    @Test
    default void updateBeyondMaxSessionSizeIsRefusedAndChangesNothing() {
        SessionStore store = node(
                        repository(),
                        new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, "{\"a\":1234}".length()))
                .open(KEY);
        store.update(put("a", "1234"));
        assertThatThrownBy(() -> store.update(put("a", "12345")))
                .isInstanceOfSatisfying(
                        SessionLimitException.class,
                        e -> assertThat(e.getOption()).isEqualTo("maxSessionSize"))
                .hasMessageContaining("11 bytes")
                .hasMessageContaining("allows 10");
        assertThat(store.read()).isEqualTo(session("a", "1234"));
    }
}
