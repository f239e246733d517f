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
package io.github.camelsession.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.examples.DocumentedCalls;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code java -jar} runs, with the class loader that Quarkus has in production. */
class BuiltApplicationIT {
    private static final String PREFIX = "camel.component.session-management.";

    private @TempDir Path directory;

    @Test
    void callsOfTheReadmeGiveItsAnswers() throws Exception {
        assumeTrue(DocumentedCalls.canRun(), "bash and curl are needed");
        DocumentedCalls calls = DocumentedCalls.read(Path.of("README.md"), "TOKEN=");

        try (BuiltApplication application = BuiltApplication.start(directory)) {
            assertThat(calls.run(application.address().toString())).isEqualTo(calls.answers());
        }
    }

    @Test
    void secretsAreMaskedInTheLogOfTheStart() throws Exception {
        String secret = "r2v9Kq7XwB4nLzT8cYp3JfHs6DgMe1Ua";
        String previous = "Pq7XwB4nLzT8cYp3JfHs6DgMe1Uar2v9K";

        try (BuiltApplication application = BuiltApplication.start(
                directory,
                "quarkus.log.level = INFO",
                PREFIX + "secretKey = " + secret,
                PREFIX + "previousSecretKeys = " + previous)) {
            application.address();

            assertThat(application.log())
                    .contains("secretKey = xxxxxx", "previousSecretKeys = xxxxxx")
                    .doesNotContain(secret, previous);
        }
    }

    /** In the words of Camel Main, but for what is set to nothing: Quarkus would take it for not set at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "secretKey = too-short | secretKey has 9 bytes, but HS256 needs 32 or more",
                "secretKey = ${NOT_DEFINED} | the option secretKey is blank, or is ${NAME} and NAME is not defined",
                "secretKey = {{env:NOT_DEFINED}} | Property with key [env:NOT_DEFINED] using function [env] returned null",
                "secretKey = $${NOT_DEFINED} | the option secretKey holds a placeholder that was not resolved",
                "issuer = | the option issuer is blank, or is ${NAME} and NAME is not defined",
                "issuer = ${NOT_DEFINED} | the option issuer is blank, or is ${NAME} and NAME is not defined",
                "publicKey = file:/no/such/key.pem | exactly one key source, but secretKey and publicKey are set",
                "keyClaims = exp | keyClaims has 'exp', which differs from token to token",
                "isuer = shop | Error binding property (camel.component.session-management.isuer=shop)",
            })
    void wrongConfigurationFailsTheStart(String property, String sentence) throws Exception {
        try (BuiltApplication application = BuiltApplication.start(directory, PREFIX + property)) {
            assertThat(application.exitCode()).isEqualTo(1);
            assertThat(application.log()).contains(sentence).doesNotContain("is running");
        }
    }

    /** Without its auto-configuration, Camel sets no option of any component. */
    @Test
    void noKeySourceFailsTheStart() throws Exception {
        try (BuiltApplication application =
                BuiltApplication.start(directory, "camel.main.autoConfigurationEnabled = false")) {
            assertThat(application.exitCode()).isEqualTo(1);
            // Whichever route starts first.
            assertThat(application.log())
                    .containsAnyOf(
                            "GLOBAL sessions need exactly one key source, but none is set",
                            "there is no key to sign with, for neither secretKey nor privateKey is set");
        }
    }
}
