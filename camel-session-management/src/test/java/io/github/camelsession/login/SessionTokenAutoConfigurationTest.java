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
package io.github.camelsession.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionTokenConfiguration;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What Spring's environment says is what session-token is told; no Spring application is started for it. */
class SessionTokenAutoConfigurationTest {
    private static final String PREFIX = "camel.component.session-token.";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    private SessionTokenConfiguration configured(Map<String, Object> properties) {
        environment.getPropertySources().addLast(new MapPropertySource("application.yaml", properties));
        camel.getRegistry().bind("customizer", SessionTokenAutoConfiguration.sessionTokenOptions(environment));
        return camel.getComponent("session-token", SessionTokenComponent.class).getConfiguration();
    }

    @Test
    void springBootFindsIt() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(SessionTokenAutoConfiguration.class.getName());
    }

    @Test
    void optionsMayBeWrittenWithDashesOrAsCamelDoes() {
        SessionTokenConfiguration configuration = configured(Map.of(
                PREFIX + "key-id",
                "k1",
                PREFIX + "maxLifetime",
                "90m",
                PREFIX + "session-component",
                "admin",
                "camel.component.session-management.issuer",
                "not for this one"));
        assertThat(configuration.getKeyId()).isEqualTo("k1");
        assertThat(configuration.getMaxLifetime()).isEqualTo(Duration.ofMinutes(90));
        assertThat(configuration.getSessionComponent()).isEqualTo("admin");
        assertThat(configuration.getIssuer()).isNull();
    }

    @Test
    void unknownOptionFailsByItsNameWithoutItsValue() {
        assertThatThrownBy(() -> configured(Map.of(PREFIX + "life-span", "not to be seen")))
                .rootCause()
                .hasMessageContaining("session-token has no option life-span: remove " + PREFIX + "life-span")
                .hasMessageNotContaining("not to be seen");
    }
}
