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
package io.github.camelsession.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.LintMode;
import io.github.camelsession.SessionManagementConfiguration;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What Spring's environment says is what the component is told; no Spring application is started for it. */
class SpringBootAutoConfigurationTest {
    private static final String PREFIX = "camel.component.session-management.";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void springBootFindsIt() {
        assertThat(ImportCandidates.load(
                        org.springframework.boot.autoconfigure.AutoConfiguration.class,
                        getClass().getClassLoader()))
                .contains(SpringBootAutoConfiguration.class.getName());
    }

    @Test
    void optionsMayBeWrittenWithDashesOrAsCamelDoes() {
        yaml(Map.of(
                PREFIX + "jwk-set-uri", "https://idp.example/jwks.json",
                PREFIX + "keyClaims", "sub",
                PREFIX + "clock-skew", "5s",
                PREFIX + "max-sessions", 7));

        SessionManagementConfiguration configuration = configured();

        assertThat(configuration.getJwkSetUri()).isEqualTo("https://idp.example/jwks.json");
        assertThat(configuration.getKeyClaims()).isEqualTo("sub");
        assertThat(configuration.getClockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.getMaxSessions()).isEqualTo(7);
    }

    /** What Spring reads from {@code lint: off} in YAML. */
    @Test
    void offWithoutQuotesInYamlIsOff() {
        yaml(Map.of(PREFIX + "lint", false, PREFIX + "hide-token", false));

        assertThat(configured().getLint()).isEqualTo(LintMode.OFF);
        assertThat(configured().isHideToken()).isFalse();
    }

    @Test
    void placeholdersOfSpringAreResolved() {
        yaml(Map.of("shop.issuer", "https://idp.example", PREFIX + "issuer", "${shop.issuer}"));

        assertThat(configured().getIssuer()).isEqualTo("https://idp.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-key", "issuer", "clock-skew", "max-sessions", "aggregation-repository"})
    void placeholderThatSpringCannotResolveFailsByTheNameOfTheProperty(String option) {
        yaml(Map.of("shop.secret", "x${SHOP_SECRET}", PREFIX + option, "${shop.secret}"));

        assertThatThrownBy(this::configured)
                .rootCause()
                .hasMessageContaining(PREFIX + option)
                .hasMessageContaining("placeholder that Spring cannot resolve")
                .hasMessageNotContaining("SHOP_SECRET");
    }

    @Test
    void placeholderWithAnEmptyDefaultFailsTheStart() {
        yaml(Map.of(PREFIX + "issuer", "${SHOP_ISSUER:}"));
        configured();

        assertThatThrownBy(camel::start).hasStackTraceContaining("the option issuer is blank");
    }

    @Test
    void environmentVariableWinsOverTheFile() {
        yaml(Map.of(PREFIX + "key-claims", "iss,sid"));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("CAMEL_COMPONENT_SESSIONMANAGEMENT_KEYCLAIMS", "sub")));

        assertThat(configured().getKeyClaims()).isEqualTo("sub");
    }

    @Test
    void repositoryIsReferredToAsABean() {
        AggregationRepository sessions = new MemoryAggregationRepository(true);
        camel.getRegistry().bind("sessions", sessions);
        yaml(Map.of(PREFIX + "aggregation-repository", "#bean:sessions"));

        assertThat(configured().getAggregationRepository()).isSameAs(sessions);
    }

    @Test
    void unknownOptionFailsByItsNameWithoutItsValue() {
        yaml(Map.of(PREFIX + "secret-keys", "not to be seen"));

        assertThatThrownBy(this::configured)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session-management has no option secret-keys")
                .hasMessageNotContaining("not to be seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer[0]", "issuer.0"})
    void listInYamlFailsAndTheErrorSaysHowToWriteIt(String first) {
        yaml(Map.of(PREFIX + first, "not to be seen"));

        assertThatThrownBy(this::configured)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX + "issuer is one text, not a list")
                .hasMessageContaining("a,b")
                .hasMessageNotContaining("not to be seen");
    }

    @Test
    void anotherComponentHasTheOptionsOfItsOwnName() {
        yaml(Map.of(PREFIX + "issuer", "https://idp.example", "camel.component.partner-sessions.key-claims", "sub"));
        configured();
        camel.addComponent("partner-sessions", new SessionManagementComponent());

        SessionManagementConfiguration partners = camel.getComponent(
                        "partner-sessions", SessionManagementComponent.class)
                .getConfiguration();

        assertThat(partners.getKeyClaims()).isEqualTo("sub");
        assertThat(partners.getIssuer()).isNull();
    }

    @Test
    void nothingConfiguredLeavesTheDefaults() {
        assertThat(configured().getNamespace()).isEqualTo("default");
    }

    private void yaml(Map<String, Object> properties) {
        environment.getPropertySources().addLast(new MapPropertySource("application.yaml", properties));
    }

    /** As Camel does it in Spring Boot: customizers are beans, called when a component comes to the context. */
    private SessionManagementConfiguration configured() {
        ComponentCustomizer customizer = SpringBootAutoConfiguration.sessionManagementOptions(environment);
        camel.getRegistry().bind("customizer", customizer);
        return camel.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
    }
}
