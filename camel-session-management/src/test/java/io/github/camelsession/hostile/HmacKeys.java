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

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.camelsession.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What everybody knows of a public key, as the secret of an HMAC: algorithm confusion (RFC 8725 section 2.1). */
final class HmacKeys {
    /** What HMAC makes of a shorter key. */
    private static final int LEAST = 64;

    private HmacKeys() {}

    /** By the names that the corpus uses. */
    static Map<String, byte[]> of(JWK jwk) throws Exception {
        PublicKey key = jwk instanceof RSAKey rsa ? rsa.toRSAPublicKey() : ((ECKey) jwk).toECPublicKey();
        String pem = TestTokens.pem(key);
        String base64 = Base64.getEncoder().encodeToString(key.getEncoded());
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("der", key.getEncoded());
        forms.put("pem", ascii(pem));
        forms.put("pem-trimmed", ascii(pem.strip()));
        forms.put("pem-crlf", ascii(pem.replace("\n", "\r\n")));
        forms.put("pem-body", ascii(base64));
        forms.put("jwk", ascii(jwk.toPublicJWK().toJSONString()));
        forms.put("kid", ascii(jwk.getKeyID()));
        if (jwk instanceof RSAKey rsa) {
            forms.put("number", rsa.getModulus().decode());
            forms.put("number-text", ascii(rsa.getModulus().toString()));
            forms.put("other-number", rsa.getPublicExponent().decode());
        } else if (jwk instanceof ECKey ec) {
            forms.put("number", ec.getX().decode());
            forms.put("number-text", ascii(ec.getX().toString()));
            forms.put("other-number", ec.getY().decode());
        }
        forms.replaceAll((name, bytes) -> bytes.length < LEAST ? java.util.Arrays.copyOf(bytes, LEAST) : bytes);
        return forms;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
