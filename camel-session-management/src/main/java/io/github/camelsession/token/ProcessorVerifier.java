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
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.Claims;
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.key.Algorithms;
import io.github.camelsession.token.key.TokenPurpose;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the key, the signature and rules of its own to a Nimbus processor. The processor's message about a refusal is
 * not passed on, because it may quote the token.
 */
final class ProcessorVerifier extends SignatureVerifier {
    private final @Nullable Algorithms algorithms;
    private final JWTProcessor<?> processor;

    /** @param algorithms null to leave {@code alg} and {@code typ} to the processor */
    ProcessorVerifier(@Nullable Algorithms algorithms, JWTProcessor<?> processor) {
        this.algorithms = algorithms;
        this.processor = processor;
    }

    @Override
    VerifiedClaims prove(UnverifiedToken token, TokenPurpose purpose, Instant now) {
        if (algorithms != null) {
            algorithms.check(token, purpose);
        }
        Claims claims = Claims.of(accepted(token));
        // Nimbus accepts more than JSON, and another reader of the token must not see other claims.
        Claims written = Claims.parse(token.payload());
        return new VerifiedClaims(claims.withSubjectOf(written), Instant.MAX);
    }

    /** Does nothing: the processor cannot be asked without a token. */
    @Override
    void check(Instant now) {}

    private JWTClaimsSet accepted(UnverifiedToken token) {
        try {
            return processor.process(token.text(), null);
        } catch (ParseException e) {
            throw UnverifiedToken.malformed("the jwtProcessor cannot read it");
        } catch (KeySourceException e) {
            throw new TokenKeysUnavailableException(
                    "the keys of the jwtProcessor cannot be fetched: try again later", e);
        } catch (BadJOSEException | JOSEException | RuntimeException e) {
            throw new SessionAccessDeniedException(
                    "the jwtProcessor refused the token (" + e.getClass().getName() + ")", reason(e));
        }
    }

    private static DenialReason reason(Exception refusal) {
        if (refusal instanceof BadJWSException) {
            return DenialReason.BAD_SIGNATURE;
        }
        // Compares the name, because Nimbus 9.37 does not have the class.
        return refusal.getClass().getSimpleName().equals("ExpiredJWTException")
                ? DenialReason.EXPIRED
                : DenialReason.REFUSED_BY_PROCESSOR;
    }

    @Override
    public String toString() {
        return "SignatureVerifier[jwtProcessor]";
    }
}
