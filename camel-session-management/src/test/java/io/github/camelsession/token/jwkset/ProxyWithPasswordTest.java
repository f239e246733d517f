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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own: it reads these properties once, and they are what an operator sets. */
@Timeout(180)
class ProxyWithPasswordTest {
    private final List<String> options = new ArrayList<>();
    private ConnectProxy proxy;
    private HttpsJwkSetServer https;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
        https = HttpsJwkSetServer.start(certificate, "{\"keys\":[" + TestTokens.RSA.toPublicJWK() + "]}");
        proxy = new ConnectProxy();
        options.addAll(List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.file(),
                "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD,
                "-Dhttp.nonProxyHosts=",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + proxy.port(),
                "-Djdk.http.auth.tunneling.disabledSchemes="));
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        https.close();
    }

    private String fetched() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ProxyWithPasswordTest.class.getName(), https.uri()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** What the other JVM does. */
    public static void main(String[] args) throws Exception {
        try {
            HttpLimits patient = new HttpLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20);
            String text = new HttpJwkSet(URI.create(args[0]), patient, null).call();
            System.out.println(JwkSetContent.read(text, Instant.EPOCH));
        } catch (IOException e) {
            System.out.println(JwkRules.reason(e));
        }
    }

    @Test
    void setIsFetchedThroughAProxyThatWantsAPassword() throws Exception {
        options.addAll(List.of("-Dhttps.proxyUser=proxy-user", "-Dhttps.proxyPassword=proxy-password"));
        assertThat(fetched()).endsWith("1 of its 1 keys can be used");
        assertThat(proxy.answers()).containsExactly(407, 200);
    }

    @Test
    void proxyWhosePasswordNobodyKnowsIsAFailedFetchWithThatReason() throws Exception {
        assertThat(fetched()).contains("No credentials");
        assertThat(proxy.answers()).isNotEmpty().containsOnly(407);
    }

    @Test
    void wrongPasswordIsGivenUp() throws Exception {
        options.addAll(List.of("-Dhttps.proxyUser=proxy-user", "-Dhttps.proxyPassword=wrong"));
        assertThat(fetched()).doesNotContain("can be used").doesNotContain("wrong");
        assertThat(proxy.answers()).hasSizeLessThan(10).containsOnly(407);
    }
}
