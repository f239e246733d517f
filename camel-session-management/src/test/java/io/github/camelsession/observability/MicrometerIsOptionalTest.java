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
package io.github.camelsession.observability;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody needs Micrometer, camel-telemetry, camel-health, camel-console or camel-management who does not want what they show. */
class MicrometerIsOptionalTest {
    private static final List<String> OPTIONAL =
            List.of("micrometer", "camel-health", "camel-console", "camel-management-", "telemetry");

    @Test
    void onlyOneClassKnowsMicrometer() {
        noClasses()
                .that()
                .haveNameNotMatching(StepMeters.class.getName() + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.camelsession"));
    }

    @Test
    void onlyTheDecoratorsOfSpansKnowTracing() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("SpanDecorator")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.telemetry..", "io.opentelemetry..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.camelsession"));
    }

    @Test
    void stepsRunWithoutThem() throws Exception {
        assertThat(Arrays.stream(classPath()).filter(entry -> !isNeeded(entry))).hasSizeGreaterThan(3);
        assertThat(outputOf(Arrays.stream(classPath())
                        .filter(MicrometerIsOptionalTest::isNeeded)
                        .collect(Collectors.joining(File.pathSeparator))))
                .isEqualTo("{\"a\":1} 1 false true");
    }

    private static String[] classPath() {
        return System.getProperty("java.class.path").split(File.pathSeparator);
    }

    private static boolean isNeeded(String entry) {
        String file = new File(entry).getName();
        return OPTIONAL.stream().noneMatch(file::contains) || file.startsWith("camel-management-api");
    }

    private static String outputOf(String classPath) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        BareApplication.class.getName())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
