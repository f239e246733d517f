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
package io.github.camelsession.token.jwkset;

import static io.github.camelsession.token.Refusals.assertRefused;
import static io.github.camelsession.token.TestTokens.OTHER_RSA;
import static io.github.camelsession.token.TestTokens.P256;
import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.camelsession.DenialReason;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.token.TestTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7517 section 5: a key that cannot be used is left out, and spoils none of the others. */
class OddKeysTest extends JwkSetTest {
    private static final String BRAINPOOL = "\"x\":\"R5NLWHGqjs5TtZRR_Iuei3oAuYZF5fqNZS6J5uTkUZ4\","
            + "\"y\":\"HCkL28TAvN55myfJvJgb55eMBG95yiOWF3sANLNI4eg\"";

    private static final String GOOD = RSA.toPublicJWK().toJSONString();

    private void assertLeftOut(String key, String inTheLog) {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            server.serve("{\"keys\":[" + key + "," + GOOD + "]}");
            assertThat(verify(token, NOW)).isNotNull();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("jwkSetUri (127.0.0.1)", "1 of its 2 keys can be used", inTheLog);
        }
        assertRefused(
                DenialReason.UNKNOWN_KEY,
                () -> verify(
                        TestTokens.ec(JWSAlgorithm.ES256, P256)
                                .expiresAt(EXPIRY)
                                .sign(),
                        NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null                                                                  | an entry (it is not a JSON object)
            "x"                                                                   | an entry (it is not a JSON object)
            7                                                                     | an entry (it is not a JSON object)
            []                                                                    | an entry (it is not a JSON object)
            {}                                                                    | it has no kty
            {"kid":"k","n":"AQAB"}                                                | key with kid k (it has no kty)
            {"kty":7,"kid":"k"}                                                   | only RSA and EC
            {"kty":"AKP","alg":"ML-DSA-44","kid":"pq","pub":"AAAA"}               | AKP key with kid pq (only RSA and EC
            {"kty":"OKP","crv":"Ed25519","kid":"ed","x":"11qYAYKxCrfVS_7TyWQHOg"} | OKP key with kid ed (only RSA and EC
            {"kty":"OKP","crv":"Ed25519ph","kid":"ed","x":"11qYAYKxCrfVS_7TyW"}   | OKP key with kid ed (only RSA and EC
            {"kty":"MAC","alg":"HS256","value":"-","kid":"legacy"}                | MAC key with kid legacy (only RSA
            {"kty":"oct","kid":"s"}                                               | oct key with kid s (it is a secret
            {"kty":"oct","kid":"s","k":"AAAA"}                                    | oct key with kid s (it is a secret
            {"kty":"EC","crv":"P-192","kid":"k","x":"AAAA","y":"AAAA"}            | EC key with kid k (
            {"kty":"EC","crv":"P-256","kid":"off","x":"AAAA","y":"AAAA"}          | EC key with kid off (
            {"kty":"EC","kid":"k","x":"AAAA","y":"AAAA"}                          | EC key with kid k (
            {"kty":"RSA","kid":"k"}                                               | RSA key with kid k (
            {"kty":"RSA","kid":"k","x5c":["AAAA"]}                                | RSA key with kid k (
            {"kty":"RSA","kid":"k","n":"","e":"AQAB"}                             | RSA key with kid k (
            {"kty":"RSA","kid":"k","n":"AA","e":"AA"}                             | RSA key with kid k (
            """)
    void keyThatIsNotUnderstoodIsLeftOut(String key, String inTheLog) {
        assertLeftOut(key, inTheLog);
    }

    @Test
    void keysOnOtherCurvesAreLeftOut() {
        assertLeftOut("{\"kty\":\"EC\",\"crv\":\"BP-256\",\"kid\":\"puk\"," + BRAINPOOL + "}", "EC key with kid puk (");
    }

    @Test
    void keyOnACurveThatNimbusKnowsAndNoAlgorithmOfOursUsesIsLeftOut() {
        assertLeftOut(
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"kid\":\"k\","
                        + "\"x\":\"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g\","
                        + "\"y\":\"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg\"}",
                "EC key with kid k (its curve is secp256k1");
    }

    /** Each of them alone takes a good key out of use. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "use":""                          | its use is ''
            "use":"tls"                       | its use is 'tls'
            "use":"x509-svid"                 | its use is 'x509-svid'
            "use":"wit-svid"                  | its use is 'wit-svid'
            "use":7                           | its use is '7'
            "use":"sig","key_ops":["verify","encrypt"] | not consistent
            "key_ops":["connect"]             | its key_ops do not hold 'verify'
            "key_ops":["sign"]                | its key_ops do not hold 'verify'
            "key_ops":"connect"               | its key_ops do not hold 'verify'
            "key_ops":["verify","foo"]        | foo
            "alg":"es256"                     | its alg is 'es256'
            "alg":"ES521"                     | its alg is 'ES521'
            "alg":"ES256K"                    | its alg is 'ES256K'
            "alg":"EC"                        | its alg is 'EC'
            "alg":"RS256"                     | its alg is 'RS256'
            "alg":"ES384"                     | its alg is ES384, but its curve is P-256
            "alg":256                         | its alg is '256'
            "kid":7                           | EC key with kid 7 (
            "x5c":[""]                        | EC key with kid p256 (
            "x5c":["AAAA"]                    | EC key with kid p256 (
            "x5c":"AAAA"                      | EC key with kid p256 (
            "x5u":"not a uri"                 | EC key with kid p256 (
            "exp":"soon"                      | EC key with kid p256 (
            "exp":1                           | its exp has passed
            "revoked":{"revoked_at":1}        | it is revoked
            "revoked":true                    | it is revoked
            "d":"AAAA"                        | it holds its private part
            """)
    void keyWithAMemberThatForbidsItsUseIsLeftOut(String members, String inTheLog) {
        Map<String, Object> key = new LinkedHashMap<>(P256.toPublicJWK().toJSONObject());
        key.putAll(parsed("{" + members + "}"));
        assertLeftOut(JSONObjectUtils.toJSONString(key), inTheLog);
    }

    private static Map<String, Object> parsed(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (java.text.ParseException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void certificateOfAnotherKeyTakesAKeyOutOfUse() throws Exception {
        Map<String, Object> key = new LinkedHashMap<>(P256.toPublicJWK().toJSONObject());
        try (var in = getClass().getResourceAsStream("/io/github/camelsession/token/key/p256-cert.pem")) {
            String pem = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            key.put("x5c", java.util.List.of(pem.replaceAll("-----[A-Z ]+-----|\\s", "")));
        }
        assertLeftOut(JSONObjectUtils.toJSONString(key), "must match");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256})
    void rsaKeyOfFewerThan2048RealBitsIsLeftOutHoweverItIsPadded(int bytes) throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        byte[] modulus = weak.getModulus().decode();
        byte[] padded = new byte[bytes];
        System.arraycopy(modulus, 0, padded, bytes - modulus.length, modulus.length);
        String key = "{\"kty\":\"RSA\",\"kid\":\"weak\",\"e\":\"AQAB\",\"n\":\"" + Base64URL.encode(padded) + "\"}";
        assertLeftOut(key, "RSA key with kid weak (it has 1024 bits, fewer than 2048)");
    }

    @Test
    void rsaKeyOf2048BitsIsUsedWithZerosInFrontToo() {
        byte[] modulus = RSA.getModulus().decode();
        byte[] padded = new byte[modulus.length + 8];
        System.arraycopy(modulus, 0, padded, 8, modulus.length);
        server.serve("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa-1\",\"e\":\"AQAB\",\"n\":\"" + Base64URL.encode(padded)
                + "\"}]}");
        assertThat(verify(token, NOW)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"key_ops\":[],\"oth\":[],\"x5c\":[]",
                "\"key_ops\":null,\"use\":null,\"alg\":null,\"x5c\":null,\"exp\":null,\"revoked\":null",
                "\"use\":\"sig\",\"key_ops\":[\"verify\",\"verify\"]",
                "\"use\":\"jwt-svid\"",
                "\"exp\":4102444800,\"nbf\":1,\"iat\":1",
                "\"unknown\":{\"member\":[1]}",
                "\"x5t\":\"no hash\""
            })
    void goodKeyIsUsedWhateverElseItHas(String members) {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            server.serve("{\"keys\":[{" + members + "," + GOOD.substring(1) + "]}");
            assertThat(verify(token, NOW)).isNotNull();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void keyForEncryptionIsLeftOutBeforeItIsParsedAndIsNothingToWarnOf() {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            server.serve(
                    "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\",\"kid\":\"e\",\"x5c\":[\"AAAA\"]}," + GOOD + "]}");
            assertThat(verify(token, NOW)).isNotNull();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void setThatHoldsKeysForEncryptionAloneIsWarnedOf() {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            server.serve("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\",\"kid\":\"e\"}]}");
            assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW));
            assertThat(log.warnings()).singleElement().asString().contains("0 of its 1", "kid e (its use is 'enc'");
        }
    }

    @Test
    void keyEndsAtItsExpAlsoWhileTheSetIsRemembered() {
        server.serve("{\"keys\":[{\"exp\":" + NOW.plusSeconds(10).getEpochSecond() + "," + GOOD.substring(1) + "]}");
        assertThat(verify(token, NOW.plusSeconds(9))).isNotNull();
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(10)));
    }

    @Test
    void sameOutcomeIsLoggedOnceAndAnotherAgain() {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            server.serve("{\"keys\":[null," + GOOD + "]}");
            for (int minute = 0; minute < 5; minute++) {
                verify(token, NOW.plusSeconds(60L * minute));
            }
            assertThat(server.requests()).isEqualTo(5);
            assertThat(log.warnings()).hasSize(1);
            server.fail(503);
            for (int minute = 5; minute < 10; minute++) {
                verify(token, NOW.plusSeconds(60L * minute));
            }
            assertThat(log.warnings()).hasSize(2).last().asString().contains("cannot be fetched", "503", "24 hours");
        }
    }

    @Test
    void logShowsNoKeyAndNoLineOfTheServers() {
        try (CapturedLog log = new CapturedLog(JwkSetFetch.class)) {
            String modulus = OTHER_RSA.getModulus().toString();
            server.serve("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"a\\nWARN b\",\"kid\":\"" + "k".repeat(5000)
                    + "\",\"n\":\"" + modulus + "\"}," + GOOD + "]}");
            verify(token, NOW);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .doesNotContain("\n", modulus)
                    .hasSizeLessThan(600);
        }
    }
}
