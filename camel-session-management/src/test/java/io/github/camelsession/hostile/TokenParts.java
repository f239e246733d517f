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
package io.github.camelsession.hostile;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.util.DeflateUtils;
import io.github.camelsession.token.TestTokens;

/** What is too long or too odd to stand in the corpus itself. */
final class TokenParts {
    private static final int BOMB = 4_000_000;

    private TokenParts() {}

    static String filled(String text) throws Exception {
        return text.replace("{jwe}", text.contains("{jwe}") ? encrypted() : "")
                .replace("{otherkey}", TestTokens.OTHER_RSA.toPublicJWK().toJSONString())
                .replace("{7000}", "A".repeat(7000))
                .replace("{deep}", "[".repeat(1500) + "]".repeat(1500));
    }

    private static String encrypted() throws Exception {
        JWEObject jwe = new JWEObject(
                new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM), new Payload("{\"sub\":\"alice\"}"));
        jwe.encrypt(new RSAEncrypter(TestTokens.RSA.toRSAPublicKey()));
        return jwe.serialize();
    }

    static byte[] payload(String name) throws Exception {
        return switch (name) {
            case "bomb" -> DeflateUtils.compress(new byte[BOMB]);
            case "latin1" ->
                "{\"sub\":\"\u00e9\",\"exp\":4000000000}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            case "utf16" -> "{\"sub\":\"alice\",\"exp\":4000000000}".getBytes(java.nio.charset.StandardCharsets.UTF_16);
            case "bom" ->
                "\uFEFF{\"sub\":\"alice\",\"exp\":4000000000}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case "java" -> new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 's', 'r'};
            default -> throw new IllegalArgumentException("No such payload: " + name);
        };
    }
}
