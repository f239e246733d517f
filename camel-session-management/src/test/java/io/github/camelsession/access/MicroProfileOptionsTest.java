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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.component.SessionManagementComponent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigProviderResolver;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Quarkus does with properties, with its own implementation of MicroProfile Config. */
class MicroProfileOptionsTest {
    private static final String PREFIX = "camel.component.session-management.";

    private final Main main = new Main();

    @BeforeEach
    void useSmallRye() {
        ConfigProviderResolver.setInstance(new SmallRyeConfigProviderResolver());
    }

    @AfterEach
    void stop() {
        main.stop();
        ConfigProviderResolver.setInstance(null);
    }

    private void startWith(Map<String, String> properties) throws Exception {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withDefaultValues(properties)
                .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        main.configure()
                .addLambdaRouteBuilder(routes -> routes.from("direct:a")
                        .to("session-management:put?operation=PUT&fields=a")
                        .to("session-management:get?fields=a"));
        main.bind("source", new Source());
        main.start();
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, ''",
        "issuer, ${NOT_DEFINED_ANYWHERE}",
        "issuer, ${NOT_DEFINED_ANYWHERE:}",
        "secretKey, ${NOT_DEFINED_ANYWHERE}",
        "secret-key, ${NOT_DEFINED_ANYWHERE}",
        "key-claims, ''",
        "hideToken, ''",
    })
    void optionThatIsSetToNothingFailsTheStart(String written, String value) {
        assertThatThrownBy(() -> startWith(Map.of(PREFIX + written, value)))
                .hasStackTraceContaining("session-management: the option ")
                .hasStackTraceContaining("is blank, or is ${NAME} and NAME is not defined: give it a value, or remove "
                        + PREFIX + written);
    }

    @Test
    void optionOfSessionTokenThatIsSetToNothingFailsTheStart() {
        assertThatThrownBy(() -> startWith(Map.of(
                        "camel.component.session-token.audience", "${NOT_DEFINED_ANYWHERE}",
                        "camel.component.session-token.issuer", "shop")))
                .hasStackTraceContaining("session-token: the option audience is blank");
    }

    @Test
    void optionThatIsSetHasItsValue() throws Exception {
        startWith(Map.of(PREFIX + "issuer", "${the.issuer}", PREFIX + "key-claims", "sub", "the.issuer", "shop"));

        SessionManagementComponent component =
                main.getCamelContext().getComponent("session-management", SessionManagementComponent.class);
        assertThat(component.getConfiguration().getIssuer()).isEqualTo("shop");
        assertThat(component.getConfiguration().getKeyClaims()).isEqualTo("sub");
    }

    /** Does what camel-microprofile-config does, which would be in every context of these tests were it here. */
    static final class Source implements LoadablePropertiesSource {
        @Override
        public String getName() {
            return "CamelMicroProfilePropertiesSource";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return ConfigProvider.getConfig()
                    .getOptionalValue(name, String.class)
                    .orElse(null);
        }

        @Override
        public Properties loadProperties() {
            return loadProperties(name -> true);
        }

        @Override
        public Properties loadProperties(Predicate<String> filter) {
            Properties properties = new Properties();
            for (String name : ConfigProvider.getConfig().getPropertyNames()) {
                if (filter.test(name) && getProperty(name) != null) {
                    properties.put(name, getProperty(name));
                }
            }
            return properties;
        }

        @Override
        public void reloadProperties(String location) {
            throw new UnsupportedOperationException(location);
        }
    }
}
