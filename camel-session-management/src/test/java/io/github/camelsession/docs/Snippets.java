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
package io.github.camelsession.docs;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import java.net.URL;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** The documented Java, word for word: a test compares this file with the pages. */
final class Snippets extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:java")
                .to("session-management:remember?operation=PUT&fields=order")
                .setBody(constant("{\"stock\":7}"))
                .to("session-management:recall?operation=GET&fields=order");
    }

    /** A log-in, and its renewal. */
    static final class Login extends RouteBuilder {
        @Override
        public void configure() {
            from("jetty:http://127.0.0.1:8080/login?httpMethodRestrict=POST")
                    .to("direct:checkPassword")
                    .to("session-token:login?claims=sub,role&deliver=BODY");
            from("jetty:http://127.0.0.1:8080/renew?httpMethodRestrict=POST")
                    .to("session-token:renew?operation=RENEW&deliver=BODY");
        }
    }

    static JWTProcessor<SecurityContext> tokenProcessor(URL jwkSet) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.PS256,
                JWKSourceBuilder.<SecurityContext>create(jwkSet).build()));
        return processor;
    }

    static void setUpForTests(CamelContext context, String secret) {
        SessionManagementConfiguration sessions = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        sessions.setSecretKey(secret);
        // The test calls the routes by a ProducerTemplate, or from direct: by adviceWith.
        sessions.setAllowedTriggers("*");
    }

    static String tokenOf(String user, String secret) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        // Else two tokens of one user in one second are the same token, and have the same session.
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
