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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A placeholder that nobody resolved, or nothing, is no value: of whatever option, wherever it is set. */
class TextOptionsTest {
    private static final String ENCRYPTION_KEY = "jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=";

    private static final String PREFIX = "camel.component.session-management.";

    private @TempDir Path directory;

    /** Those that take a text, a new one too. */
    static Stream<String> options() {
        return Stream.of(SessionManagementConfiguration.class.getMethods())
                .filter(method -> method.getName().startsWith("set"))
                .filter(method -> method.getParameterTypes()[0] == String.class)
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4));
    }

    private static void startWith(String option, String value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SessionManagementComponent component =
                    context.getComponent("session-management", SessionManagementComponent.class);
            SessionManagementConfiguration.class
                    .getMethod("set" + Character.toUpperCase(option.charAt(0)) + option.substring(1), String.class)
                    .invoke(component.getConfiguration(), value);
            context.start();
        }
    }

    @Test
    void thereAreTextOptions() {
        assertThat(options())
                .contains("secretKey", "previousSecretKeys", "encryptionKeys", "issuer", "namespace", "tokenHeader");
    }

    @ParameterizedTest
    @MethodSource("options")
    void placeholderInAnyOptionFailsTheStartWithLocalStepsAlone(String option) {
        for (String value : List.of("${SHOP_SESSION_MANAGEMENT_SECRET_KEY}", "{{shop.secret}}", "a${b", "x{{y")) {
            assertThatThrownBy(() -> startWith(option, value))
                    .hasStackTraceContaining("the option " + option + " holds a placeholder that was not resolved")
                    .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                            .doesNotContain(value));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void optionThatIsSetToNothingFailsTheStart(String option) {
        for (String value : List.of("", " ", "\t\n")) {
            assertThatThrownBy(() -> startWith(option, value))
                    .hasStackTraceContaining("the option " + option + " is blank");
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void optionThatIsNotSetIsNotSetToNothing(String option) {
        assertThatCode(() -> startWith(option, "a{b}$c")).doesNotThrowAnyException();
    }

    @Test
    void componentThatIsConfiguredInARunningContextIsCheckedWithTheFirstGlobalStep() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            SessionManagementConfiguration configuration = context.getComponent(
                            "session-management", SessionManagementComponent.class)
                    .getConfiguration();
            configuration.setSecretKey(TestTokens.SECRET);
            configuration.setIssuer("");
            assertThatThrownBy(() -> context.addRoutes(routes())).hasStackTraceContaining("the option issuer is blank");
        }
    }

    private static org.apache.camel.builder.RouteBuilder routes() {
        return new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("session-management:a?sessionType=GLOBAL");
            }
        };
    }

    private void startMain(String... properties) throws Exception {
        Main main = new Main();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < properties.length; i += 2) {
            text.append(PREFIX)
                    .append(properties[i])
                    .append(" = ")
                    .append(properties[i + 1])
                    .append('\n');
        }
        main.setPropertyPlaceholderLocations(
                "file:" + Files.writeString(directory.resolve("application.properties"), text));
        main.configure().addRoutesBuilder(routes());
        try {
            main.start();
        } finally {
            main.stop();
            main.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${SHOP_SESSION_MANAGEMENT_SECRET_KEY}",
                "{{env:SHOP_SESSION_MANAGEMENT_SECRET_KEY}}",
                "{{env:SHOP_SESSION_MANAGEMENT_SECRET_KEY:}}",
                "{{SHOP_SESSION_MANAGEMENT_SECRET_KEY:}}",
                "changeitchangeitchangeitchangeit",
                "                                "
            })
    void camelMainDoesNotStartWithASecretThatIsNone(String secret) {
        assertThatThrownBy(() -> startMain("secretKey", secret)).hasStackTraceContaining("ecret");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, {{env:SHOP_ISSUER:}}",
        "audience, {{env:SHOP_AUDIENCE:}}",
        "requiredClaims, {{shop.claims:}}",
        "algorithms, {{shop.algorithms:}}"
    })
    void camelMainDoesNotStartWithACheckThatAnEmptyPlaceholderTurnedOff(String option, String value) {
        assertThatThrownBy(() -> startMain("secretKey", TestTokens.SECRET, option, value))
                .hasStackTraceContaining("the option " + option + " is blank");
    }

    @Test
    void optionalPlaceholderOfCamelMainLeavesTheOptionAsItIs() throws Exception {
        assertThatCode(() -> startMain("secretKey", TestTokens.SECRET, "issuer", "{{?shop.issuer}}"))
                .doesNotThrowAnyException();
    }

    @Test
    void summaryOfCamelMainMasksTheSecretsThatWere() throws Exception {
        // Camel 4.14 cannot be told what to mask.
        CamelPart.CONTEXT_PLUGIN.assume();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("org.apache.camel.main");
        Level before = log.getLevel();
        said.start();
        log.addAppender(said);
        log.setLevel(Level.INFO);
        try {
            startMain(
                    "secretKey",
                    TestTokens.SECRET,
                    "previousSecretKeys",
                    TestTokens.SECRET.substring(9),
                    "encryptionKeys",
                    ENCRYPTION_KEY,
                    "namespace",
                    "n");
        } finally {
            log.detachAppender(said);
            log.setLevel(before);
        }
        assertThat(said.list.stream().map(ILoggingEvent::getFormattedMessage))
                .anyMatch(line -> line.endsWith("previousSecretKeys = xxxxxx"))
                .anyMatch(line -> line.endsWith("encryptionKeys = xxxxxx"))
                .noneMatch(line -> line.contains(ENCRYPTION_KEY))
                .anyMatch(line -> line.endsWith("namespace = n"))
                .noneMatch(line -> line.contains(TestTokens.SECRET.substring(9)));
    }
}
