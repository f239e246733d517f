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
package io.github.camelsession.benchmark;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.camelsession.token.TestTokens;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The same fields in Spring Session, in a resource server of Spring Security, in Spring Boot; all but the length of connections as it comes. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableSpringHttpSession
@Import(SpringBootServer.Shop.class)
public class SpringBootServer {
    /** @param args port, {@link Signature}, and its key: bytes of the secret, or of the public one, in Base64 */
    public static void main(String[] args) throws Exception {
        SpringApplication application = new SpringApplication(SpringBootServer.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                args[0],
                "server.address",
                "127.0.0.1",
                "spring.main.banner-mode",
                "off",
                // Else Tomcat closes each connection after 100 requests, and Jetty none.
                "server.tomcat.max-keep-alive-requests",
                "-1",
                "signature",
                args[1],
                "key",
                args[2]));
        application.run();
        ServerProcess.serveUntilEndOfInput();
    }

    static String keyOf(Signature signature) throws Exception {
        byte[] key = switch (signature) {
            case HS256 -> TestTokens.SECRET.getBytes(StandardCharsets.UTF_8);
            case RS256 -> TestTokens.RSA.toRSAPublicKey().getEncoded();
            case ES256 -> TestTokens.P256.toECPublicKey().getEncoded();
        };
        return Base64.getEncoder().encodeToString(key);
    }

    @Bean
    MapSessionRepository sessionRepository() {
        return new MapSessionRepository(new ConcurrentHashMap<>());
    }

    @Bean
    JwtDecoder jwtDecoder(Environment environment) throws Exception {
        byte[] key = Base64.getDecoder().decode(environment.getRequiredProperty("key"));
        return switch (environment.getRequiredProperty("signature", Signature.class)) {
            case HS256 ->
                NimbusJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
                        .build();
            case RS256 ->
                NimbusJwtDecoder.withPublicKey((RSAPublicKey) publicKey("RSA", key))
                        .build();
            case ES256 -> decoder(publicKey("EC", key));
        };
    }

    private static PublicKey publicKey(String kind, byte[] key) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(key));
    }

    /** Put together as Spring's own builders do it, of which none takes such a key. */
    private static JwtDecoder decoder(PublicKey key) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new SingleKeyJWSKeySelector<>(JWSAlgorithm.ES256, key));
        // Spring has validators of its own.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return new NimbusJwtDecoder(processor);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @RestController
    static class Shop {
        @PutMapping("/put")
        ObjectNode put(@RequestBody ObjectNode body, HttpSession session) {
            for (String field : HttpSessionSteps.FIELDS) {
                if (body.has(field)) {
                    session.setAttribute(field, body.get(field));
                }
            }
            return body;
        }

        @GetMapping("/get")
        ObjectNode get(HttpSession session) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            for (String field : HttpSessionSteps.FIELDS) {
                if (session.getAttribute(field) instanceof JsonNode value) {
                    body.set(field, value);
                }
            }
            return body;
        }
    }
}
