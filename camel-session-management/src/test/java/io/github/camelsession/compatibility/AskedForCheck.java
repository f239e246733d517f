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
package io.github.camelsession.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** That the profile "compatibility" tests what it was asked for; no test by its name, as a build without it has no say. */
class AskedForCheck {
    private static final Pattern CAMEL_JAR =
            Pattern.compile("/org/apache/camel/(camel-[^/]+|spi-annotations)/([^/]+)/");

    @Test
    void everyJarOfCamelIsOfTheVersionAskedFor() throws IOException {
        assertThat(getClass().getClassLoader().resources("META-INF/MANIFEST.MF"))
                .flatMap(jar -> CAMEL_JAR.matcher(jar.getPath()).results().toList())
                .hasSizeGreaterThan(30)
                .extracting((MatchResult jar) -> jar.group(2))
                .containsOnly(askedFor());
    }

    @Test
    void camelSaysTheVersionAskedFor() {
        assertThat(new DefaultCamelContext().getVersion()).isEqualTo(askedFor());
    }

    @Test
    void threadsOfPoolsAreOfTheKindAskedFor() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ExecutorService pool = context.getExecutorServiceManager().newCachedThreadPool(this, "kind");
            assertThat(pool.submit(() -> Thread.currentThread().toString().startsWith("VirtualThread"))
                            .get())
                    .isEqualTo(Boolean.getBoolean("camel.threads.virtual.enabled"));
        }
    }

    /** Else a test that is skipped everywhere would not be missed. */
    @Test
    void everyPartIsThereOnTheVersionThatTheComponentIsBuiltWith() {
        Assumptions.assumeTrue(askedFor().equals("4.18.0"), () -> "Camel " + askedFor() + " may lack some");
        assertThat(CamelPart.values())
                .filteredOn(part -> part != CamelPart.OAUTH_PROFILE)
                .allMatch(CamelPart::isThere);
        assertThat(CamelPart.OAUTH_PROFILE.isThere()).isFalse();
    }

    private static String askedFor() {
        return Objects.requireNonNull(System.getProperty("compatibility.camel"));
    }
}
