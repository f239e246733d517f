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
package io.github.camelsession.compatibility;

import org.junit.jupiter.api.Assumptions;

/** What not every version of Camel has, or not in Maven Central. Tests of it are skipped there, and say why. */
public enum CamelPart {
    JETTY("camel-jetty", "META-INF/services/org/apache/camel/component/jetty"),
    KAMELET("camel-kamelet", "META-INF/services/org/apache/camel/component/kamelet"),
    PLATFORM_HTTP("camel-platform-http-vertx", "META-INF/services/org/apache/camel/platform-http-engine"),
    CIRCUIT_BREAKER("camel-resilience4j", "org/apache/camel/component/resilience4j/ResilienceProcessor.class"),
    XML("camel-xml-io-dsl", "META-INF/services/org/apache/camel/routes-loader/xml"),
    /** Without it, the component meets the context when routes are being built: too late to see their interceptors. */
    CONTEXT_PLUGIN("ContextServicePlugin (Camel 4.15)", "org/apache/camel/spi/ContextServicePlugin.class"),
    SIMPLE_FUNCTION("SimpleFunction (Camel 4.18)", "org/apache/camel/spi/SimpleFunction.class"),
    OAUTH_PROFILE("OAuthTokenValidationResult (Camel 4.21)", "org/apache/camel/spi/OAuthTokenValidationResult.class");

    private final String name;
    private final String resource;

    CamelPart(String name, String resource) {
        this.name = name;
        this.resource = resource;
    }

    public boolean isThere() {
        return CamelPart.class.getClassLoader().getResource(resource) != null;
    }

    /** Ends the test, as skipped, where it is not. */
    public void assume() {
        Assumptions.assumeTrue(isThere(), () -> "The class path has no " + name);
    }
}
