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

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.camelsession.token.key.Algorithms;
import io.github.camelsession.token.key.PublicKeys;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which keys of a JWK set can verify tokens, and describes those that cannot. */
final class JwkRules {
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    /** .NET writes these for absent members. RFC 7517 does not allow them to be empty. */
    private static final Set<String> ABSENT_IF_EMPTY = Set.of("key_ops", "x5c", "oth");

    /** SPIFFE's {@code use} of keys that verify JWTs. */
    private static final String JWT_SVID = "jwt-svid";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final int SHOWN = 150;

    private JwkRules() {}

    /**
     * @throws Exception with the reason if the key cannot be used; of any class, because Nimbus throws different ones
     */
    static JWK usable(@Nullable Object entry, Instant now) throws Exception {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new ParseException("it is not a JSON object", 0);
        }
        Object use = members.get("use");
        // Checked first, because real encryption keys may lack what a signature key must have.
        refuse(use != null && !use.equals("sig") && !use.equals(JWT_SVID), "its use is '" + use + "', not 'sig'");
        Set<JWSAlgorithm> possible = algorithmsOf(members.get("kty"));
        Object name = members.get("alg");
        refuse(
                name != null && possible.stream().map(Algorithm::getName).noneMatch(name::equals),
                "its alg is '" + name + "', which does not fit its kty");
        refuse(members.get("revoked") != null, "it is revoked");
        refuse(members.get("d") != null, "it holds its private part, so anyone able to read the set could sign tokens");
        return checked(JWK.parse(understood(members)), now);
    }

    private static Set<JWSAlgorithm> algorithmsOf(@Nullable Object type) throws ParseException {
        refuse(type == null, "it has no kty");
        refuse("oct".equals(type), "it is a secret, so anyone able to read the set could sign tokens with it");
        refuse(!"RSA".equals(type) && !"EC".equals(type), "only RSA and EC keys are supported");
        return "RSA".equals(type) ? Algorithms.RSA : Algorithms.EC;
    }

    private static Map<String, Object> understood(Map<?, ?> found) throws ParseException {
        Map<String, Object> members = new HashMap<>();
        found.forEach((name, value) -> {
            if (!(value instanceof List<?> list && list.isEmpty() && ABSENT_IF_EMPTY.contains(name))) {
                members.put((String) name, value);
            }
        });
        members.remove("use", JWT_SVID);
        Object operations = members.get("key_ops");
        refuse(
                operations != null && !(operations instanceof List<?> list && list.contains("verify")),
                "its key_ops do not hold 'verify'");
        return members;
    }

    /**
     * By now, Nimbus has refused the key if its x5c does not certify this very key, as RFC 7517 section 4.7 requires.
     */
    private static JWK checked(JWK key, Instant now) throws Exception {
        Date end = key.getExpirationTime();
        refuse(end != null && !Date.from(now).before(end), "its exp has passed");
        if (key instanceof RSAKey rsa) {
            // Not size(), which counts leading zeros too.
            int bits = rsa.toRSAPublicKey().getModulus().bitLength();
            refuse(bits < PublicKeys.MIN_RSA_BITS, "it has " + bits + " bits, fewer than " + PublicKeys.MIN_RSA_BITS);
        } else {
            Curve curve = ((ECKey) key).getCurve();
            refuse(!CURVES.contains(curve), "its curve is " + curve + ", which is not supported");
            Algorithm only = key.getAlgorithm();
            refuse(
                    only != null
                            && !Curve.forJWSAlgorithm(JWSAlgorithm.parse(only.getName()))
                                    .contains(curve),
                    "its alg is " + only + ", but its curve is " + curve);
        }
        return key;
    }

    private static void refuse(boolean wrong, String reason) throws ParseException {
        if (wrong) {
            throw new ParseException(reason, 0);
        }
    }

    static boolean isForEncryption(@Nullable Object entry) {
        return entry instanceof Map<?, ?> members && "enc".equals(members.get("use"));
    }

    /** Returns the type and the {@code kid}, and nothing else of the key. */
    static String name(@Nullable Object entry) {
        return entry instanceof Map<?, ?> members
                ? printable(members.get("kty") + " key with kid " + members.get("kid"))
                : "an entry";
    }

    /** Returns the message of the innermost cause. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : printable(message);
    }

    /** Makes the text fit for a line of the log: a server may send line breaks, and text of any length. */
    private static String printable(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return UNPRINTABLE.matcher(shown).replaceAll("?");
    }
}
