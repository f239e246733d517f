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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the actuator of Spring Boot shows of a property. The module compatibility/spring-boot asks its endpoints. */
class SpringBootSecretsTest {
    private static final String PREFIX = "camel.component.session-management.";
    private static final String SECRET = TestTokens.SECRET;

    private final StandardEnvironment environment = new StandardEnvironment();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    private @Nullable Object shown(String property, @Nullable Object value) {
        return shown("session-management", SessionManagementComponent.class, property, value);
    }

    private @Nullable Object shown(
            String scheme, Class<? extends Component> type, String property, @Nullable Object value) {
        return new SpringBootSecrets(scheme, type, environment, beans.getBeanProvider(CamelContext.class))
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

    @ParameterizedTest
    @ValueSource(strings = {"{{shop.sec}}", "base64:{{shop.sec}}", "{{shop.none:}}{{shop.sec}}"})
    void valueOfAPlaceholderOfCamelIsHiddenWhereItComesFrom(String secretKey) {
        beans.addBean("camel", camel);
        camel.getPropertiesComponent().addInitialProperty("shop.sec", SECRET);
        configured("secret-key", secretKey);

        assertThat(shown("SESSION_SECRET", SECRET)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("shop.name", "shop.sec of the shop")).isEqualTo("shop.sec of the shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{shop.unknown}}", "{{?shop.unknown}}", "{{shop.unknown:}}"})
    void placeholderWithoutAValueHidesNothing(String secretKey) {
        beans.addBean("camel", camel);
        configured("secret-key", secretKey);

        assertThat(shown("shop.name", "shop.unknown")).isEqualTo("shop.unknown");
    }

    @Test
    void secretThatJavaCodeHasGivenToAComponentOfAnyNameIsHidden() {
        beans.addBean("camel", camel);
        SessionManagementComponent partners = new SessionManagementComponent();
        partners.getConfiguration().setSecretKey(SECRET);
        partners.getConfiguration().setPreviousSecretKeys("base64:" + SECRET.substring(20));
        camel.addComponent("partners", partners);

        assertThat(shown("SESSION_SECRET", SECRET)).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("FORMER_SECRET", SECRET.substring(20))).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("SHOP_NAME", "the shop")).isEqualTo("the shop");
    }

    @Test
    void valueBehindBase64IsHidden() {
        configured("secret-key", "base64:" + SECRET);

        assertThat(shown("SEC_B64", SECRET)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "\\\\", "\\/", "\\u0041"})
    void secretEscapedInJsonIsHidden(String escape) throws IOException {
        String json = "\"" + SECRET.substring(30) + escape + SECRET.substring(40) + "\"";
        String secret = new ObjectMapper().readValue(json, String.class);
        configured("secret-key", secret);

        assertThat(shown("SPRING_APPLICATION_JSON", "{\"shop\":" + json + "}"))
                .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @Test
    void propertiesThatASecretIsPutTogetherFromAreHidden() {
        configured("secret-key", SECRET);

        assertThat(shown("HALF_A", SECRET.substring(0, 30))).isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("sun.java.command", "shop.jar --half.b=" + SECRET.substring(30)))
                .isEqualTo(SanitizableData.SANITIZED_VALUE);
        assertThat(shown("shop.initial", SECRET.substring(0, 7))).isEqualTo(SECRET.substring(0, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SECRET + ", ", "classpath:former.txt,"})
    void placeOfASecretIsShown(String before) {
        configured("previous-secret-keys", before + "file:/run/secrets/session-management");

        assertThat(shown("spring.config.import", "/run/secrets/")).isEqualTo("/run/secrets/");
        assertThat(shown("shop.file", "file:/run/secrets/session-management"))
                .isEqualTo("file:/run/secrets/session-management");
    }

    @Test
    void secretBehindThePlaceOfAnotherIsHidden() {
        configured("previous-secret-keys", "file:/run/secrets/session-management," + SECRET);

        assertThat(shown("FORMER_SECRET", SECRET)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }
}
