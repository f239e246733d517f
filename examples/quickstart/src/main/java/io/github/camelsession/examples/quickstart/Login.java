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
package io.github.camelsession.examples.quickstart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives a user of {@code users.properties} a signed token. It stands for the identity provider that a real system has:
 * there, nobody but the provider has the signing key, and the component is given its {@code jwkSetUri}.
 */
public final class Login {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Properties passwords = load("/users.properties");
    private final JWSSigner signer;
    private final String issuer;

    public Login(String secret, String issuer) {
        this.signer = signer(secret);
        this.issuer = issuer;
    }

    private static JWSSigner signer(String secret) {
        try {
            return new MACSigner(secret);
        } catch (KeyLengthException e) {
            throw new IllegalArgumentException(
                    "quickstart.secret is too short: set 32 random bytes or more, or none", e);
        }
    }

    /** The answer of an OAuth 2 token endpoint (RFC 6749 section 5.1). No body comes in as null. */
    public Map<String, Object> login(@Nullable Map<String, Object> credentials) throws JOSEException {
        if (credentials == null
                || !(credentials.get("user") instanceof String user)
                || !(credentials.get("password") instanceof String password)
                || !isPassword(user, password)) {
            throw new LoginRefusedException();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token(user));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        return answer;
    }

    private boolean isPassword(String user, String password) {
        String expected = passwords.getProperty(user);
        return expected != null && MessageDigest.isEqual(utf8(expected), utf8(password));
    }

    private String token(String user) throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                // Without it, two logins within one second would be the same token, and so the same session.
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Properties load(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Login.class.getResourceAsStream(resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
