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

import io.github.camelsession.component.SpringBootOptions;
import io.github.camelsession.component.SpringBootSecrets;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * In Spring Boot, {@code camel.component.session-token.*} of the {@link Environment} are the component's options. Loaded
 * by Spring Boot alone: without it on the classpath, nothing refers to this class.
 */
@AutoConfiguration
final class SessionTokenAutoConfiguration {
    @Bean
    static ComponentCustomizer sessionTokenOptions(Environment environment) {
        return new SpringBootOptions(SessionTokenComponent.class, environment);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SanitizingFunction.class)
    static class Actuator {
        @Bean
        static SanitizingFunction sessionTokenSecrets(Environment environment, ObjectProvider<CamelContext> contexts) {
            return new SpringBootSecrets(
                    SessionTokenComponent.SCHEME, SessionTokenComponent.class, environment, contexts);
        }
    }
}
