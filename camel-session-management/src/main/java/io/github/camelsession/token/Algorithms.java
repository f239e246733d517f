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

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The allow-list of signature algorithms: from the configuration, never from a token. */
final class Algorithms {
    static final Set<JWSAlgorithm> HMAC = ordered(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
    static final Set<JWSAlgorithm> RSA = ordered(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    static final Set<JWSAlgorithm> EC = ordered(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    static final Set<JWSAlgorithm> PUBLIC_KEY = union(RSA, EC);
    /** Nimbus checks these with Google Tink, which is not among our dependencies. 9.37 has no constants for the last two. */
    static final Set<JWSAlgorithm> EDWARDS =
            ordered(JWSAlgorithm.EdDSA, JWSAlgorithm.parse("Ed25519"), JWSAlgorithm.parse("Ed448"));

    static final Set<JWSAlgorithm> ALL = union(HMAC, PUBLIC_KEY, EDWARDS);

    private final Set<JWSAlgorithm> allowed;

    private Algorithms(Set<JWSAlgorithm> allowed) {
        this.allowed = allowed;
    }

    /**
     * @param option the option {@code algorithms}: names separated by commas; null or blank for all possible ones
     * @param possible what the keys can check
     * @param source the option that sets the keys, for the message
     * @throws IllegalArgumentException if a name is unknown, or is none of the possible ones
     */
    static Algorithms choose(@Nullable String option, Set<JWSAlgorithm> possible, String source) {
        if (option == null || option.isBlank()) {
            return new Algorithms(possible);
        }
        return new Algorithms(Arrays.stream(option.split(",", -1))
                .map(name -> known(name.strip()))
                .map(algorithm -> fitting(algorithm, possible, source))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static JWSAlgorithm known(String name) {
        if (name.equalsIgnoreCase("none")) {
            throw new IllegalArgumentException(
                    "algorithms has 'none', which would let in tokens that nobody signed: remove it");
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
        return HMAC.contains(algorithm)
                ? "set secretKey to a secret that is long enough"
                : "set publicKey or jwkSetUri to a key that fits";
    }

    static String edwardsAdvice(String found) {
        return found + ", which needs a library that this component does not bring (Google Tink): use RSA or EC keys,"
                + " or set jwtProcessor to a bean that can check it";
    }

    /**
     * Those that a secret is long enough for, as long as the hash (RFC 7518 section 3.2). Nimbus 9.37 does not look at
     * the length.
     */
    static Set<JWSAlgorithm> forSecretOf(int bytes) {
        return HMAC.stream()
                .filter(algorithm ->
                        8 * bytes >= Integer.parseInt(algorithm.getName().substring(2)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @throws TokenRefusedException with {@link Reason#ALGORITHM_NOT_ALLOWED} */
    void check(SignedToken token) {
        if (!allowed.contains(token.header().getAlgorithm())) {
            throw new TokenRefusedException(
                    Reason.ALGORITHM_NOT_ALLOWED,
                    "the token's algorithm is not allowed: sign with one of " + names(allowed)
                            + ", or change the option algorithms");
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
        return Stream.of(sets).flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public String toString() {
        return names(allowed);
    }
}
