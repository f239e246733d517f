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
package io.github.camelsession.endurance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Before Java 24 a virtual thread that waits for I/O in {@code synchronized} holds its carrier, so nothing does. */
class SynchronizedTest {
    /** These two touch memory only. */
    @Test
    void synchronizedMethodsDoNoIo() {
        methods()
                .that()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .should()
                .haveFullNameMatching(
                        ".*\\.(InMemorySession\\.update|ScopedSessionVersions\\.made|ExchangeAttachment\\.letGoOfEnded"
                                + "|PendingProcess\\.made|Execution\\.(end|noteSole)|StartedComponents\\.of|TokenHeaders\\.(of|add))\\(.*")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.camelsession"));
    }

    @Test
    void thereAreNoSynchronizedBlocks() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(read(source)).doesNotContainPattern("synchronized\\s*\\("));
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
