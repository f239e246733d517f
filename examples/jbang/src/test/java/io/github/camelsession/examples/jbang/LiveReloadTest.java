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
package io.github.camelsession.examples.jbang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camel JBang's developer mode, {@code camel run --dev}, and {@code camel get health}. */
class LiveReloadTest {
    private static final String CART = "{\"cart\":[1]}";

    /** In one file: Camel before CAMEL-24866 reloads none if another file has two routes. */
    private static final String SHOP = """
            - route:
                from:
                  uri: platform-http:/login?httpMethodRestrict=POST
                  steps:
                    - to: session-token:login?claims=sub=user&deliver=BODY
            - route:
                from:
                  uri: platform-http:/cart?httpMethodRestrict=PUT
                  steps:
                    - to: session-management:put?operation=PUT&sessionType=GLOBAL&fields=cart
            - route:
                from:
                  uri: platform-http:/cart?httpMethodRestrict=GET
                  steps:
                    - setBody: { constant: "" }
                    - to: session-management:get?sessionType=GLOBAL&fields=cart
            """;

    @TempDir
    private Path application;

    @Test
    void changedRouteIsCheckedAndSessionsStay() throws Exception {
        Workspace workspace = Workspace.prepare();
        Files.copy(workspace.app().resolve("application.properties"), application.resolve("application.properties"));
        Path shop = Files.writeString(application.resolve("shop.yaml"), SHOP);
        int port = RunningCamel.freePort();
        ProcessBuilder run = workspace.camel(
                application,
                "run",
                List.of("application.properties", "shop.yaml"),
                List.of("--dev", "--port=" + port, "--logging-color=false"));
        try (RunningCamel camel = RunningCamel.start(run, port)) {
            String token = camel.token("alice");
            camel.send("PUT", "/cart", token, CART);
            CompletableFuture<String> reloaded = camel.nextLine("Routes reloaded");
            CompletableFuture<String> finding = camel.nextLine("LintAtStart");

            Files.writeString(shop, SHOP + """
                    - to: session-management:wrong?fields=basket
                    """.indent(8));

            assertThat(reloaded.get()).contains("started:3");
            assertThat(finding.get()).contains("(session-management:wrong)", "shop.yaml:17", "'basket' is read");
            assertThat(camel.send("GET", "/cart", token, "").body()).isEqualTo(CART);
            assertThat(health(workspace)).containsPattern(camel.pid() + " .*/session-management +R +UP");
        }
    }

    private static String health(Workspace workspace) throws Exception {
        Process process = workspace
                .camel(List.of("get", "health"))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
