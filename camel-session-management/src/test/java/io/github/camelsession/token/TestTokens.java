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
package io.github.camelsession.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs tokens as an issuer would, valid and invalid ones. Each step returns a new builder. */
public final class TestTokens {
    public static final String SECRET = "q8Zt3vR1nYc5Xw7Lk2Jd9Hs4Gf6Pb0MeUaToViCyNxBqEzWrKgSjDhFuOpIlA1m2";

    public static final RSAKey RSA = rsa("rsa-1");
    public static final RSAKey OTHER_RSA = rsa("rsa-2");
    public static final ECKey P256 = ec(Curve.P_256, "p256");
    public static final ECKey P384 = ec(Curve.P_384, "p384");
    public static final ECKey P521 = ec(Curve.P_521, "p521");

    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;
    private final JWSSigner signer;

    private TestTokens(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims, JWSSigner signer) {
        this.header = header;
        this.claims = claims;
        this.signer = signer;
    }

    public static TestTokens hs256(String secret) {
        return hmac(JWSAlgorithm.HS256, secret);
    }

    public static TestTokens hmac(JWSAlgorithm algorithm, String secret) {
        return made(() -> new TestTokens(Map.of("alg", algorithm.getName()), Map.of(), new MACSigner(secret)));
    }

    public static TestTokens rsa(JWSAlgorithm algorithm, RSAKey key) {
        return made(() -> new TestTokens(
                Map.of("alg", algorithm.getName(), "kid", key.getKeyID()), Map.of(), new RSASSASigner(key)));
    }

    public static TestTokens ec(JWSAlgorithm algorithm, ECKey key) {
        return made(() -> new TestTokens(
                Map.of("alg", algorithm.getName(), "kid", key.getKeyID()), Map.of(), new ECDSASigner(key)));
    }

    public TestTokens subject(String subject) {
        return claim("sub", subject);
    }

    public TestTokens expiresAt(Instant time) {
        return claim("exp", time.getEpochSecond());
    }

    public TestTokens notBefore(Instant time) {
        return claim("nbf", time.getEpochSecond());
    }

    /** @param value a JSON value; null for JSON's null */
    public TestTokens claim(String name, @Nullable Object value) {
        return new TestTokens(header, with(claims, name, value), signer);
    }

    public TestTokens header(String name, Object value) {
        return new TestTokens(with(header, name, value), claims, signer);
    }

    public TestTokens withoutHeader(String name) {
        Map<String, @Nullable Object> less = new LinkedHashMap<>(header);
        less.remove(name);
        return new TestTokens(less, claims, signer);
    }

    public String sign() {
        return signPayload(JSONObjectUtils.toJSONString(claims));
    }

    /** Signs any text in place of the claims. */
    public String signPayload(String payload) {
        return signPayload(payload.getBytes(StandardCharsets.UTF_8));
    }

    public String signPayload(byte[] payload) {
        String signedPart = Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "." + Base64URL.encode(payload);
        JWSAlgorithm algorithm = signer.supportedJWSAlgorithms().contains(algorithm())
                ? algorithm()
                : signer.supportedJWSAlgorithms().iterator().next();
        return made(() -> signedPart + "."
                + signer.sign(new JWSHeader(algorithm), signedPart.getBytes(StandardCharsets.US_ASCII)));
    }

    private JWSAlgorithm algorithm() {
        return JWSAlgorithm.parse(String.valueOf(header.get("alg")));
    }

    public static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    private static RSAKey rsa(String id) {
        return made(() -> new RSAKeyGenerator(2048).keyID(id).generate());
    }

    private static ECKey ec(Curve curve, String id) {
        return made(() -> new ECKeyGenerator(curve).keyID(id).generate());
    }

    private interface Making<T> {
        T make() throws JOSEException;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (JOSEException e) {
            throw new AssertionError("The test asks for a token that can not be made", e);
        }
    }
}
