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

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.UnverifiedToken;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a token's header: its {@code alg} must be on a list that comes from the configuration, never from a
 * token, and its {@code typ} must not be that of a token issued for another purpose.
 */
public final class Algorithms {
    public static final Set<JWSAlgorithm> HMAC = ordered(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
    public static final Set<JWSAlgorithm> RSA = ordered(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    public static final Set<JWSAlgorithm> EC = ordered(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    public static final Set<JWSAlgorithm> PUBLIC_KEY = union(RSA, EC);
    /**
     * Nimbus verifies these with Google Tink, which is not among our dependencies. Nimbus 9.37 has no constants for the
     * last two.
     */
    static final Set<JWSAlgorithm> EDWARDS =
            ordered(JWSAlgorithm.EdDSA, JWSAlgorithm.parse("Ed25519"), JWSAlgorithm.parse("Ed448"));

    /** The algorithms that a {@code jwtProcessor} may be able to verify. */
    public static final Set<JWSAlgorithm> ALL = union(HMAC, PUBLIC_KEY, EDWARDS, Set.of(JWSAlgorithm.ES256K));

    private final Set<JWSAlgorithm> allowed;

    private Algorithms(Set<JWSAlgorithm> allowed) {
        this.allowed = allowed;
    }

    /**
     * @param option the option {@code algorithms}: names separated by commas; null for all possible ones
     * @param possible the algorithms that the keys can verify
     * @param source the option that sets the keys, for the message
     * @throws IllegalArgumentException if a name is unknown, or is not one of the possible algorithms
     */
    public static Algorithms choose(@Nullable String option, Set<JWSAlgorithm> possible, String source) {
        if (option == null) {
            return new Algorithms(possible);
        }
        return new Algorithms(TextList.of("algorithms", option).stream()
                .map(Algorithms::known)
                .map(algorithm -> fitting(algorithm, possible, source))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static JWSAlgorithm known(String name) {
        if (name.equalsIgnoreCase("none")) {
            throw new IllegalArgumentException("algorithms has 'none', which would accept unsigned tokens: remove it");
        }
        JWSAlgorithm algorithm = new JWSAlgorithm(name);
        if (!ALL.contains(algorithm)) {
            throw new IllegalArgumentException("algorithms has '" + name + "', which is not known: use " + names(ALL));
        }
        return algorithm;
    }

    private static JWSAlgorithm fitting(JWSAlgorithm algorithm, Set<JWSAlgorithm> possible, String source) {
        if (possible.contains(algorithm)) {
            return algorithm;
        }
        if (EDWARDS.contains(algorithm)) {
            throw new IllegalArgumentException(edwardsAdvice("algorithms has " + algorithm));
        }
        throw new IllegalArgumentException("algorithms has " + algorithm + ", which does not fit the key of " + source
                + ": set algorithms to one or more of " + names(possible) + ", or " + otherSource(algorithm));
    }

    private static String otherSource(JWSAlgorithm algorithm) {
        if (HMAC.contains(algorithm)) {
            return "set secretKey to a secret that is long enough";
        }
        return PUBLIC_KEY.contains(algorithm)
                ? "set publicKey or jwkSetUri to a key that fits"
                : "set jwtProcessor to a bean that can check it";
    }

    static String edwardsAdvice(String found) {
        return found + ", which needs a library that this component does not include (Google Tink): use RSA or EC"
                + " keys, or set jwtProcessor to a bean that can check it";
    }

    /**
     * Returns the algorithms that a secret of this length may be used with: it must be at least as long as the hash
     * (RFC 7518 section 3.2). Nimbus 9.37 does not check the length.
     */
    static Set<JWSAlgorithm> forSecretOf(int bytes) {
        Set<JWSAlgorithm> fitting = new LinkedHashSet<>();
        for (JWSAlgorithm algorithm : HMAC) {
            if (8 * bytes >= Integer.parseInt(algorithm.getName().substring(2))) {
                fitting.add(algorithm);
            }
        }
        return fitting;
    }

    /**
     * Returns the algorithms that at least one of the verifiers supports, limited to those for which this component can
     * choose a key.
     */
    public static Set<JWSAlgorithm> checkedBy(Collection<? extends JWSVerifier> verifiers) {
        Set<JWSAlgorithm> supported = new HashSet<>();
        for (JWSVerifier verifier : verifiers) {
            supported.addAll(verifier.supportedJWSAlgorithms());
        }
        Set<JWSAlgorithm> checked = union(HMAC, PUBLIC_KEY);
        checked.retainAll(supported);
        return checked;
    }

    /**
     * @throws SessionAccessDeniedException with {@link DenialReason#UNSUPPORTED_TYPE} or
     *     {@link DenialReason#ALGORITHM_NOT_ALLOWED}
     */
    public void check(UnverifiedToken token, TokenPurpose purpose) {
        purpose.check(token);
        if (!allowed.contains(token.header().getAlgorithm())) {
            throw new SessionAccessDeniedException(
                    "the token's algorithm is not allowed: sign with one of " + names(allowed)
                            + ", or change the option algorithms",
                    DenialReason.ALGORITHM_NOT_ALLOWED);
        }
    }

    Set<JWSAlgorithm> allowed() {
        return Collections.unmodifiableSet(allowed);
    }

    private static String names(Set<JWSAlgorithm> algorithms) {
        return algorithms.stream().map(JWSAlgorithm::getName).collect(Collectors.joining(", "));
    }

    private static Set<JWSAlgorithm> ordered(JWSAlgorithm... algorithms) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(algorithms)));
    }

    @SafeVarargs
    private static Set<JWSAlgorithm> union(Set<JWSAlgorithm>... sets) {
        Set<JWSAlgorithm> union = new LinkedHashSet<>();
        for (Set<JWSAlgorithm> set : sets) {
            union.addAll(set);
        }
        return union;
    }

    @Override
    public String toString() {
        return names(allowed);
    }
}
