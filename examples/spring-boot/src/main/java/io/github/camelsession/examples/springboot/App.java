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
package io.github.camelsession.examples.springboot;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Starts the resource server, and an identity provider beside it, and says how to talk to them. */
@SpringBootApplication(proxyBeanMethods = false)
public class App {
    public static void main(String[] args) throws Exception {
        try (IdentityProvider demo = IdentityProvider.start()) {
            SpringApplication application = new SpringApplication(App.class);
            // Default properties are the last place where Spring looks: --identity-provider=... wins.
            application.setDefaultProperties(Map.of("identity-provider", demo.uri()));
            System.out.println(welcome(application.run(args).getEnvironment(), demo));
            Thread.currentThread().join();
        }
    }

    /** Every request needs a good token. There is no cookie, and so nothing that CSRF could abuse. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    static String welcome(Environment environment, IdentityProvider demo) {
        return environment.resolveRequiredPlaceholders(
                """

                The resource server is running. Paste these lines into a shell:

                ALICE=$(curl -s %1$s/token -d user=alice)
                BOB=$(curl -s %1$s/token -d user=bob)
                curl -w 'HTTP %%{http_code}\\n' -X PUT %2$s/notes -H "Authorization: Bearer $ALICE" -H 'Content-Type: application/json' -d '{"notes":["buy apples"]}'
                curl -w '\\n' %2$s/notes -H "Authorization: Bearer $ALICE"
                curl -w '\\n' %2$s/notes -H "Authorization: Bearer $BOB"
                curl -w 'HTTP %%{http_code}\\n' %2$s/notes

                Ctrl-C ends it.
                """.formatted(demo.uri(), "http://${server.address}:${local.server.port}"));
    }
}
