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
package io.github.camelsession.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody needs the classes of an HTTP server that is not used. */
class ServersAreOptionalTest {
    private static final List<String> SERVERS = List.of(
            "camel-http-common",
            "camel-platform-http",
            "camel-netty",
            "camel-jetty",
            "camel-servlet",
            "camel-undertow",
            "servlet",
            "vertx",
            "netty",
            "jetty",
            "undertow",
            "tomcat");

    @ParameterizedTest
    @CsvSource({
        "Servlet, jakarta.servlet..",
        "Servlet, org.apache.camel.http.common..",
        "Vertx, io.vertx..",
        "Vertx, org.apache.camel.component.platform.http.vertx..",
        "Netty, io.netty..",
        "Netty, org.apache.camel.component.netty.."
    })
    void onlyItsAdapterKnowsAServer(String server, String packages) {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.github.camelsession.token.request." + server + "Headers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.camelsession"));
    }

    @Test
    void tokenIsTakenWhereThereIsNoServer() throws Exception {
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
        assertThat(Arrays.stream(classPath).filter(entry -> !isNeeded(entry))).hasSizeGreaterThan(10);
        assertThat(outputOf(Arrays.stream(classPath)
                        .filter(ServersAreOptionalTest::isNeeded)
                        .collect(Collectors.joining(File.pathSeparator))))
                .endsWith("answered {}");
    }

    private static boolean isNeeded(String entry) {
        String file = new File(entry).getName();
        return SERVERS.stream().noneMatch(file::contains);
    }

    private static String outputOf(String classPath) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        WithoutServer.class.getName())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** A token that came in with a message, in a JVM of its own. */
    static final class WithoutServer {
        private WithoutServer() {}

        public static void main(String[] args) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                SessionManagementConfiguration configuration = context.getComponent(
                                "session-management", SessionManagementComponent.class)
                        .getConfiguration();
                configuration.setSecretKey(TestTokens.SECRET);
                configuration.setAllowedTriggers("direct");
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").to("session-management:?sessionType=GLOBAL&fields=*");
                    }
                });
                context.start();
                String token = TestTokens.hs256(TestTokens.SECRET)
                        .expiresAt(Instant.now().plusSeconds(60))
                        .sign();
                Object answer = context.createProducerTemplate()
                        .requestBodyAndHeader("direct:a", "{}", "Authorization", "Bearer " + token);
                context.stop();
                System.out.println("answered " + answer);
            }
        }
    }
}
