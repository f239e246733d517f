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
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionKeyTest {
    /** Stored sessions are found by these; a change of them loses every session that there is. */
    @Test
    void keysStayTheSameFromReleaseToRelease() {
        Instant expiry = Instant.ofEpochSecond(1_900_000_000L);
        assertThat(tokenKey("header.payload", expiry).value())
                .isEqualTo("1900000000.KGE-BjyjbW6j63pCbBDDklrVyKdPVkMZrc4WSAHJKKM");
        assertThat(claimsKey("alice", expiry).value()).isEqualTo("f4iiN9ftBBy2DljKQARWoAJijKZ4EDKhukTK1tfQ-qk");
    }

    @Test
    void keyOfATokenTellsItsExpiry() {
        SessionKey key = tokenKey("token", EXPIRY);
        assertThat(key.expiresAt()).isEqualTo(EXPIRY);
        assertThat(KeyFormat.expiryOf(key.value())).isEqualTo(EXPIRY);
        assertThat(KeyFormat.isHashAlone(key.value())).isFalse();
    }

    @Test
    void keyOfClaimsTellsNothing() {
        SessionKey key = claimsKey("alice", EXPIRY);
        assertThat(key.value()).hasSize(43);
        assertThat(key.expiresAt()).isEqualTo(EXPIRY);
        assertThat(KeyFormat.expiryOf(key.value())).isNull();
        assertThat(KeyFormat.isHashAlone(key.value())).isTrue();
    }

    @Test
    void expiryIsRoundedUpToWholeSeconds() {
        assertThat(tokenKey("token", EXPIRY.minusMillis(1)).expiresAt()).isEqualTo(EXPIRY);
        assertThat(claimsKey("alice", EXPIRY.minusMillis(999)).expiresAt()).isEqualTo(EXPIRY);
    }

    @Test
    void expiryBefore1970IsAsLongAgo() {
        assertThat(KeyFormat.expiryOf(
                        tokenKey("token", Instant.ofEpochSecond(-5)).value()))
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void keysOfOthersTellNothing() {
        String hash = claimsKey("alice", EXPIRY).value();
        for (String key : List.of(
                "",
                "order-4711",
                hash + "x",
                hash.substring(1),
                "." + hash,
                "-1." + hash,
                "1900000000." + hash + ".",
                "1900000000:" + hash,
                "123456789012345678." + hash)) {
            assertThat(KeyFormat.expiryOf(key)).isNull();
            assertThat(KeyFormat.isHashAlone(key)).isFalse();
        }
    }

    @Test
    void expiryBeyondTimeIsNone() {
        assertThat(KeyFormat.expiryOf(
                        "99999999999999999." + claimsKey("alice", EXPIRY).value()))
                .isNull();
    }

    @Test
    void orderOfClaimsDoesNotMatter() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("sid", "1");
        claims.put("iss", "a");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("iss", "a");
        reversed.put("sid", "1");
        assertThat(SessionKey.ofClaims("n", claims, EXPIRY)).isEqualTo(SessionKey.ofClaims("n", reversed, EXPIRY));
    }

    @Test
    void expiryIsNoPartOfTheKeyOfClaims() {
        SessionKey key = claimsKey("alice", EXPIRY);
        SessionKey renewed = claimsKey("alice", EXPIRY.plusSeconds(1));
        assertThat(renewed.value()).isEqualTo(key.value());
        assertThat(renewed).isNotEqualTo(key);
    }

    @Test
    void claimsAndNamespaceCanNotRunIntoEachOther() {
        assertThat(List.of(
                        SessionKey.ofClaims("n", Map.of("ab", "c"), EXPIRY).value(),
                        SessionKey.ofClaims("n", Map.of("a", "bc"), EXPIRY).value(),
                        SessionKey.ofClaims("na", Map.of("b", "c"), EXPIRY).value(),
                        SessionKey.ofClaims("n", Map.of("a", "b", "c", ""), EXPIRY)
                                .value(),
                        SessionKey.ofClaims("n", Map.of("a", "b", "", "c"), EXPIRY)
                                .value()))
                .doesNotHaveDuplicates();
    }

    @Test
    void loneSurrogatesAreDifferentUsers() {
        assertThat(List.of(
                        claimsKey("\uD800", EXPIRY).value(),
                        claimsKey("\uD801", EXPIRY).value(),
                        claimsKey("?", EXPIRY).value()))
                .doesNotHaveDuplicates();
    }

    @Test
    void namespacesStayApart() {
        byte[] token = "token".getBytes(StandardCharsets.US_ASCII);
        assertThat(SessionKey.ofToken("a", token, EXPIRY)).isNotEqualTo(SessionKey.ofToken("b", token, EXPIRY));
    }

    @Test
    void noClaimsAreRefused() {
        assertThatThrownBy(() -> SessionKey.ofClaims("n", Map.of(), EXPIRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all users would share a session");
    }

    @Property(tries = 200)
    void differentUsersHaveDifferentKeys(@ForAll String one, @ForAll String other) {
        assertThat(claimsKey(one, EXPIRY).equals(claimsKey(other, EXPIRY))).isEqualTo(one.equals(other));
    }

    @Test
    void equalKeysAreEqual() {
        assertThat(claimsKey("alice", EXPIRY))
                .isEqualTo(claimsKey("alice", EXPIRY))
                .hasSameHashCodeAs(claimsKey("alice", EXPIRY))
                .isNotEqualTo(claimsKey("bob", EXPIRY))
                .isNotEqualTo("alice");
    }

    @Test
    void toStringShowsEightCharactersOfTheHashAtMost() {
        SessionKey key = tokenKey("header.payload", EXPIRY);
        assertThat(key).hasToString("SessionKey[" + key.value().split("\\.")[1].substring(0, 8) + "…]");
    }
}
