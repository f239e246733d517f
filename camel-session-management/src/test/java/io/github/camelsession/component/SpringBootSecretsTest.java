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

import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.token.TestTokens;
import java.util.Map;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the actuator of Spring Boot shows of a property. The module compatibility/spring-boot asks its endpoints. */
class SpringBootSecretsTest {
    private static final String PREFIX = "camel.component.session-management.";
    private static final String SECRET = TestTokens.SECRET;

    private final StandardEnvironment environment = new StandardEnvironment();

    private @Nullable Object shown(String property, @Nullable Object value) {
        return shown("session-management", SessionManagementComponent.class, property, value);
    }

    private @Nullable Object shown(
            String scheme, Class<? extends Component> type, String property, @Nullable Object value) {
        return new SpringBootSecrets(scheme, type, environment)
                .apply(new SanitizableData(null, property, value))
                .getValue();
    }

    private void configured(String option, String value) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("application.yaml", Map.of(PREFIX + option, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PREFIX + "secret-key",
                PREFIX + "secretKey",
                PREFIX + "previous-secret-keys",
                "camel.component.partners.secretKey",
                "CAMEL_COMPONENT_SESSIONMANAGEMENT_SECRETKEY"
            })
    void secretOptionIsHidden(String property) {
        assertThat(shown(property, "anything")).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "session-management, camel.component.session-management.public-key",
        "session-management, camel.component.session-management.key-claims",
        "session-management, shop.secret-key",
        "session-token, camel.component.session-token.key-id"
    })
    void otherPropertiesAreShown(String scheme, String property) {
        configured("secret-key", SECRET);
        Class<? extends Component> type =
                scheme.equals("session-token") ? SessionTokenComponent.class : SessionManagementComponent.class;

        assertThat(shown(scheme, type, property, "anything")).isEqualTo("anything");
        assertThat(shown(scheme, type, property, null)).isNull();
    }

    @Test
    void privateKeyOfSessionTokenIsHidden() {
        assertThat(shown(
                        "session-token", SessionTokenComponent.class, "camel.component.session-token.private-key", "x"))
                .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @Test
    void valueOfASecretIsHiddenUnderAnyName() {
        configured("previousSecretKeys", SECRET + ", " + SECRET.substring(3));

        assertThat(shown("sun.java.command", "shop.jar --secret=" + SECRET.substring(3)))
                .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @Test
    void shortValueHidesNothingElse() {
        configured("secret-key", "shop");

        assertThat(shown("shop.name", "the shop")).isEqualTo("the shop");
    }
}
