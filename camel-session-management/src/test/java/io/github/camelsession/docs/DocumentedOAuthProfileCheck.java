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
package io.github.camelsession.docs;

import static io.github.camelsession.compatibility.OAuthProfile.claims;
import static io.github.camelsession.docs.Document.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.compatibility.OAuthProfile;
import io.github.camelsession.compatibility.VertxRouteTest;
import io.github.camelsession.docs.Document.Block;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Properties;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The blocks that need a later Camel than the one that the component is built with; its build runs them there. */
class DocumentedOAuthProfileCheck extends VertxRouteTest {
    private static final String COMPONENT = "camel.component.session-management.";

    private final OAuthProfile provider = new OAuthProfile();

    @BeforeEach
    void bindProvider() throws Exception {
        CamelPart.OAUTH_PROFILE.assume();
        provider.knows("opaque", claims("alice", "1")).bind(context);
    }

    private void configure(Block documented) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(
                documented.with("{{env:CLIENT_SECRET}}", "a-secret").text()));
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            if (name.startsWith(COMPONENT)) {
                String option = name.substring(COMPONENT.length());
                assertThat(PropertyBindingSupport.build()
                                .withConfigurer(component().getComponentPropertyConfigurer())
                                .bind(context, component(), option, value))
                        .as(option)
                        .isTrue();
            } else {
                context.getPropertiesComponent().addInitialProperty(name, value);
            }
        }
    }

    @Test
    void opaqueTokenOpensASessionBehindTheDocumentedRoute() throws Exception {
        configure(TOKENS.block("properties", "oauthProfile"));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(
                        "cart.yaml", TOKENS.block("yaml", "oauthProfile=").text()));
        start(routes -> routes.from("platform-http:/get?oauthProfile=shop")
                .setBody(routes.constant("{}"))
                .to(global("GET", "cart")));
        assertThat(send(to("/cart").header("Authorization", "Bearer opaque").PUT(body("{\"cart\":1}")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/get", "opaque")).isEqualTo("{\"cart\":1}");
        assertThat(send(to("/cart").PUT(body("{\"cart\":2}"))).statusCode()).isEqualTo(401);
    }

    @Test
    void camelKnowsTheDocumentedPropertiesOfTheProfile() throws Exception {
        configure(TOKENS.block("properties", "oauthProfile"));
        start(routes -> routes.from("platform-http:/get?oauthProfile=shop").to(global("GET", "cart")));
        get("/get", "opaque");
        BeanIntrospection beans = PluginHelper.getBeanIntrospection(context);
        Object profile = provider.configuration();
        assertThat(beans.getOrElseProperty(profile, "oidcDiscoveryUrl", null, false))
                .isEqualTo("https://login.example.com/.well-known/openid-configuration");
        assertThat(beans.getOrElseProperty(profile, "introspectionClientId", null, false))
                .isEqualTo("shop");
        assertThat(beans.getOrElseProperty(profile, "introspectionClientSecret", null, false))
                .isEqualTo("a-secret");
        assertThat(beans.getOrElseProperty(profile, "expectedAudience", null, false))
                .isEqualTo("shop-api");
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }
}
