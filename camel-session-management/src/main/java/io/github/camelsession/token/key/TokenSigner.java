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
package io.github.camelsession.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Signs tokens with one key, which is read and checked once. Safe for use by several threads. */
public final class TokenSigner {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final JWSSigner signer;
    private final JWSHeader header;
    private final String encodedHeader;

    /**
     * What the header of the tokens says.
     *
     * @param algorithm the option {@code algorithm}; null for the first that fits
     * @param keyId the {@code kid}; null for none
     * @param accepted what the verifier of the tokens accepts, separated by commas; null for all that fit the key
     */
    public record Choice(
            @Nullable String algorithm,
            @Nullable String keyId,
            @Nullable String accepted) {}

    private TokenSigner(JWSSigner signer, JWSAlgorithm algorithm, @Nullable String keyId) {
        this.signer = signer;
        this.header = new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        this.encodedHeader = header.toBase64URL().toString();
    }

    /**
     * @param secret as the verifier's option {@code secretKey}, and held to the same rules
     * @throws IllegalArgumentException if it cannot sign; the message names the option and holds nothing of the secret
     */
    public static TokenSigner ofSecret(String secret, Choice choice) {
        byte[] key = SecretKeys.checked("secretKey", secret);
        try {
            return of(new MACSigner(key), Algorithms.forSecretOf(key.length), "secretKey", choice);
        } catch (JOSEException e) {
            throw new IllegalStateException("Nimbus takes no secret of " + key.length + " bytes", e);
        }
    }

    /**
     * @param textOrResource an RSA or EC key in PEM, PKCS#8 and not encrypted: the text itself or the resource
     *     ({@code file:}, {@code classpath:}) that it is in
     * @throws IllegalArgumentException if it cannot sign; the message names the option and holds nothing of the key
     */
    public static TokenSigner ofPrivateKey(String textOrResource, Choice choice, CamelContext context) {
        JWSSigner signer = PrivateKeys.read(textOrResource, context);
        Set<JWSAlgorithm> possible = Algorithms.PUBLIC_KEY.stream()
                .filter(signer.supportedJWSAlgorithms()::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return of(signer, possible, "privateKey", choice);
    }

    private static TokenSigner of(JWSSigner signer, Set<JWSAlgorithm> possible, String source, Choice choice) {
        List<String> accepted = TextList.of("algorithms", choice.accepted());
        List<String> names = possible.stream()
                .map(JWSAlgorithm::getName)
                .filter(name -> accepted.isEmpty() || accepted.contains(name))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("the option algorithms of session-management is " + choice.accepted()
                    + ", and the key of " + source + " fits none of them: change one of the two");
        }
        String named = choice.algorithm();
        if (named != null && !names.contains(named)) {
            throw new IllegalArgumentException("algorithm is '" + named + "', and the key of " + source + " fits "
                    + String.join(", ", names) + (accepted.isEmpty() ? "" : " of those that session-management accepts")
                    + ": set algorithm to one of these, or leave it out");
        }
        return new TokenSigner(signer, new JWSAlgorithm(named == null ? names.get(0) : named), choice.keyId());
    }

    /** @return the token with these claims, which are a JSON object in UTF-8, in compact form */
    public String sign(byte[] claims) {
        String signed = encodedHeader + '.' + BASE64URL.encodeToString(claims);
        try {
            return signed + '.' + signer.sign(header, signed.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException("The key that was checked at the start does not sign", e);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "TokenSigner[" + header.getAlgorithm() + "]";
    }
}
