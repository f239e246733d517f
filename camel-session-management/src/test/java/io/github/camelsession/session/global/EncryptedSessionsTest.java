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

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.login;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.entry.EncryptedForm;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.Caller;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes with these keys and with those, over one repository. */
// Null among the keys is the word plain, which NullAway does not let pass in a variable number of arguments.
@SuppressWarnings("NullAway")
class EncryptedSessionsTest {
    private static final byte[] OLD =
            HexFormat.of().parseHex("8f3ac1d7025e94b66b1fe07729d4c35a10bb8e63f7a94d02c85671ee9a3d24b1");
    private static final byte[] NEW =
            HexFormat.of().parseHex("17c4e2905db3f86a7e81c90b2da65f3418d7b0ce493f62a5518e0c77fbd6a92e");
    private static final byte @Nullable [] PLAIN = null;
    private static final SessionKey KEY = tokenKey("a token", EXPIRY);
    private static final SessionKey USER = claimsKey("alice", EXPIRY);

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository shared = new MemoryAggregationRepository(true);
    private final ManualTime time = new ManualTime();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions node(byte @Nullable []... keys) {
        GlobalSettings settings = keys.length == 0 ? SETTINGS : SETTINGS.with(form(keys));
        return GlobalSessions.with(context, shared, settings, time);
    }

    private static EncryptedForm form(byte @Nullable []... keys) {
        return EncryptedForm.of(Arrays.asList(keys));
    }

    private byte[] stored(SessionKey key) {
        return shared.get(context, key.value()).getMessage().getBody(byte[].class);
    }

    private boolean isPlain(SessionKey key) {
        return new String(stored(key), StandardCharsets.UTF_8).contains("\"data\"");
    }

    /** Past the component, as somebody who can write to the store. */
    private void overwrite(SessionKey key, byte[] body) {
        Exchange forged = new DefaultExchange(context);
        forged.getMessage().setBody(body);
        shared.add(context, key.value(), shared.get(context, key.value()), forged);
    }

    private static void assertUnreadable(SessionStore store, String reason) {
        assertThatThrownBy(store::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll("that cannot be read: ", reason);
        assertThatThrownBy(() -> store.update(put("a", "2"))).isInstanceOf(SessionStoreException.class);
    }

    @Test
    void keyIsChangedNodeByNodeAndNoSessionIsLost() {
        GlobalSessions first = node(OLD);
        GlobalSessions second = node(OLD);
        first.open(USER).update(put("a", "1"));
        first = node(OLD, NEW);
        assertThat(first.open(USER).read()).isEqualTo(session("a", "1"));
        first.open(USER).update(put("a", "2"));
        assertThat(second.open(USER).read()).isEqualTo(session("a", "2"));
        second = node(OLD, NEW);
        first = node(NEW, OLD);
        first.open(USER).update(put("a", "3"));
        assertThat(second.open(USER).read()).isEqualTo(session("a", "3"));
        second.open(USER).update(put("a", "4"));
        assertThat(first.open(USER).read()).isEqualTo(session("a", "4"));
        second = node(NEW, OLD);
        second.open(USER).update(put("a", "5"));
        assertThat(node(NEW).open(USER).read()).isEqualTo(session("a", "5"));
        assertUnreadable(node(OLD).open(USER), "it does not open with encryptionKeys");
    }

    @Test
    void encryptionIsIntroducedAndTakenBackNodeByNodeAndNoSessionIsLost() {
        List<GlobalSessions> steps = List.of(
                node(), node(PLAIN, NEW), node(NEW, PLAIN), node(NEW), node(NEW, PLAIN), node(PLAIN, NEW), node());
        steps.get(0).open(USER).update(put("a", "0"));
        for (int i = 1; i < steps.size(); i++) {
            GlobalSessions before = steps.get(i - 1);
            GlobalSessions after = steps.get(i);
            assertThat(after.open(USER).read()).isEqualTo(session("a", "" + (i - 1)));
            after.open(USER).update(put("a", "" + i));
            assertThat(before.open(USER).read()).isEqualTo(session("a", "" + i));
            assertThat(isPlain(USER)).isEqualTo(i == 1 || i >= 5);
        }
    }

    @Test
    void nodeWithoutKeysFailsClosedAndSaysWhatToSet() {
        node(NEW).open(USER).update(put("a", "1"));
        assertUnreadable(node().open(USER), "it is encrypted: set encryptionKeys");
        assertThat(node(NEW).open(USER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    void forgedEntryThatIsNotEncryptedIsRefused() {
        node().open(USER).update(put("admin", "true"));
        byte[] forged = stored(USER);
        GlobalSessions sessions = node(NEW);
        sessions.open(KEY).update(put("admin", "false"));
        overwrite(KEY, forged);
        assertUnreadable(sessions.open(KEY), "it is not encrypted");
    }

    @Test
    void entryOfAnotherUserDoesNotOpen() {
        GlobalSessions sessions = node(NEW);
        sessions.open(USER).update(put("admin", "true"));
        sessions.open(KEY).update(put("admin", "false"));
        overwrite(KEY, stored(USER));
        assertUnreadable(sessions.open(KEY), "copied from another session");
        assertThat(sessions.open(USER).read()).isEqualTo(session("admin", "true"));
    }

    @Test
    void clearReplacesWhatDoesNotOpen() {
        node(OLD).open(USER).update(put("a", "1"));
        SessionStore store = node(NEW).open(USER);
        assertThat(store.clear()).isSameAs(Session.EMPTY);
        store.update(put("b", "2"));
        assertThat(node(NEW).open(USER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    void endedTokenIsRefusedByANodeWithTheNextKey() {
        SessionKey phone = login("phone", time.instant());
        node(OLD).open(phone).update(put("a", "1"));
        node(OLD).end(phone);
        assertThatThrownBy(() -> node(NEW, OLD).open(phone).read()).isInstanceOf(SessionAccessDeniedException.class);
        assertThat(node(NEW, OLD).open(login("laptop", time.instant())).read()).isEqualTo(session("a", "1"));
    }

    @Test
    void sweepRemovesSessionsOfTokensAndOfClaims() {
        GlobalSessions sessions = node(NEW);
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(2);
        assertThat(shared.getKeys()).isEmpty();
    }

    @Test
    void sweepWithoutTheKeyRemovesByKeyADayLaterAndTellsOfTheOthers() {
        node(OLD).open(KEY).update(put("a", "1"));
        node(OLD).open(USER).update(put("a", "1"));
        GlobalSessions sessions = node(NEW);
        time.set(EXPIRY.plus(KEPT).plus(Lifetime.GRACE));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isEqualTo(1);
            assertThat(log.warnings()).singleElement().asString().contains("does not open with encryptionKeys");
        }
        assertThat(shared.getKeys()).containsExactly(USER.value());
    }

    @Test
    void valuesOfAComponentWithKeysAreNotWrittenWithThoseOfOneWithoutInTheSameJvm() {
        SessionStore plain = node().open(USER);
        CountDownLatch end = new CountDownLatch(1);
        Caller.holding(plain, end);
        Caller open = Caller.waiting(time, plain, put("open", "1"));
        Caller secret = Caller.waiting(time, node(NEW).open(USER), put("secret", "1"));
        end.countDown();
        assertThat(open.outcome()).isEqualTo(Session.EMPTY);
        secret.assertFailure().isInstanceOf(SessionStoreException.class).hasMessageContaining("it is not encrypted");
        assertThat(new String(stored(USER), StandardCharsets.UTF_8))
                .contains("open")
                .doesNotContain("secret");
    }

    @Test
    void valuesOfAComponentWithoutKeysAreNotAcknowledgedInAnEntryThatItCannotRead() {
        SessionStore encrypting = node(NEW).open(USER);
        CountDownLatch end = new CountDownLatch(1);
        Caller.holding(encrypting, end);
        Caller secret = Caller.waiting(time, encrypting, put("secret", "1"));
        Caller open = Caller.waiting(time, node().open(USER), put("open", "1"));
        end.countDown();
        assertThat(secret.outcome()).isEqualTo(Session.EMPTY);
        open.assertFailure().isInstanceOf(SessionStoreException.class).hasMessageContaining("set encryptionKeys");
        assertThat(encrypting.read()).isEqualTo(session("secret", "1"));
    }
}
