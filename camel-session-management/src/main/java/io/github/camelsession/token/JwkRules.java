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

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKParameterNames;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys of a JWK set verify tokens. */
final class JwkRules {
    private static final String ENCRYPTION = "enc";
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    /** .NET writes them for members that are not there (RFC 7517 knows no empty ones). */
    private static final Set<String> ABSENT_IF_EMPTY = Set.of(
            JWKParameterNames.KEY_OPS, JWKParameterNames.X_509_CERT_CHAIN, JWKParameterNames.RSA_OTHER_PRIMES);

    private JwkRules() {}

    /** Whether a key says so. Nothing else of it is looked at then: real ones lack what a key must have. */
    static boolean isForEncryption(@Nullable Object entry) {
        return entry instanceof Map<?, ?> members && ENCRYPTION.equals(members.get(JWKParameterNames.PUBLIC_KEY_USE));
    }

    /** For the log: the type and the {@code kid}. */
    static String name(@Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> members)) {
            return "an entry";
        }
        Object type = members.get(JWKParameterNames.KEY_TYPE);
        Object id = members.get(JWKParameterNames.KEY_ID);
        return (type instanceof String ? Printable.text(type) : "a key") + (id == null ? " without kid" : " " + quoted(id));
    }

    /** @throws Exception if it cannot be used, with the reason; of Nimbus, for what it finds, any */
    static JWK usable(@Nullable Object entry, Instant now) throws Exception {
        if (!(entry instanceof Map<?, ?> found)) {
            throw refused("it is no JSON object");
        }
        Map<String, Object> members = withoutEmptyLists(found);
        checkUse(members);
        Set<JWSAlgorithm> possible = algorithmsOf(members.get(JWKParameterNames.KEY_TYPE));
        checkOperations(members.get(JWKParameterNames.KEY_OPS));
        checkAlgorithm(members.get(JWKParameterNames.ALGORITHM), possible);
        if (members.get("revoked") != null) {
            throw refused("it is revoked");
        }
        if (members.get(JWKParameterNames.RSA_PRIVATE_EXPONENT) != null) {
            throw refused("it holds its private part, so that all who can read the set can sign");
        }
        // Refuses an x5c that does not certify this very key, as RFC 7517 section 4.7 wants it.
        return checked(JWK.parse(members), now);
    }

    private static Map<String, Object> withoutEmptyLists(Map<?, ?> found) {
        Map<String, Object> members = new HashMap<>();
        found.forEach((name, value) -> {
            boolean empty = value instanceof List<?> list && list.isEmpty();
            if (value != null && !(empty && ABSENT_IF_EMPTY.contains(name))) {
                members.put((String) name, value);
            }
        });
        return members;
    }

    private static void checkUse(Map<String, Object> members) throws ParseException {
        Object use = members.get(JWKParameterNames.PUBLIC_KEY_USE);
        if (use != null && !use.equals("sig")) {
            throw refused("its use is " + quoted(use) + ", not 'sig'");
        }
    }

    private static Set<JWSAlgorithm> algorithmsOf(@Nullable Object type) throws ParseException {
        if ("RSA".equals(type)) {
            return Algorithms.RSA;
        }
        if ("EC".equals(type)) {
            return Algorithms.EC;
        }
        if ("oct".equals(type)) {
            throw refused("it is a secret, and all who can read the set could sign with it");
        }
        throw refused(
                type == null ? "it has no kty" : "its kty is " + quoted(type) + ": only RSA and EC keys are supported");
    }

    private static void checkOperations(@Nullable Object operations) throws ParseException {
        if (operations != null && !(operations instanceof List<?> list && list.contains("verify"))) {
            throw refused("its key_ops do not hold 'verify'");
        }
    }

    private static void checkAlgorithm(@Nullable Object name, Set<JWSAlgorithm> possible) throws ParseException {
        if (name != null && possible.stream().map(Algorithm::getName).noneMatch(name::equals)) {
            throw refused("its alg is " + quoted(name) + ", none of those that a key of its kty verifies");
        }
    }

    private static JWK checked(JWK key, Instant now) throws ParseException, JOSEException {
        if (key.getExpirationTime() != null && !Date.from(now).before(key.getExpirationTime())) {
            throw refused("its exp is over");
        }
        if (key instanceof RSAKey rsa) {
            checkLength(rsa.toRSAPublicKey().getModulus().bitLength());
        } else {
            checkCurve((ECKey) key);
        }
        return key;
    }

    /** Of the number itself: {@link RSAKey#size()} counts the zeros before it too. */
    private static void checkLength(int bits) throws ParseException {
        if (bits < PublicKeys.MIN_RSA_BITS) {
            throw refused("it has " + bits + " bits, and fewer than " + PublicKeys.MIN_RSA_BITS + " are not safe");
        }
    }

    private static void checkCurve(ECKey key) throws ParseException {
        Algorithm only = key.getAlgorithm();
        if (!CURVES.contains(key.getCurve())) {
            throw refused("its curve is " + key.getCurve() + ": only P-256, P-384 and P-521 are supported");
        }
        if (only != null && !Curve.forJWSAlgorithm(JWSAlgorithm.parse(only.getName())).contains(key.getCurve())) {
            throw refused("its alg is " + only + ", which does not fit its curve " + key.getCurve());
        }
    }

    private static String quoted(Object value) {
        return "'" + Printable.text(value) + "'";
    }

    private static ParseException refused(String reason) {
        return new ParseException(reason, 0);
    }
}
