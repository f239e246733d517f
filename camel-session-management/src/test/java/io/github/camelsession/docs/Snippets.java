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

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.net.URL;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;

/** The documented Java, word for word: a test compares this file with the pages. */
final class Snippets extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:java")
                .to("session-management:remember?operation=PUT&fields=order")
                .setBody(constant("{\"stock\":7}"))
                .to("session-management:recall?operation=GET&fields=order");
    }

    /** Functions of Simple. */
    static final class Functions extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:limit")
                    .to("session-management:remember?operation=PUT&fields=total")
                    .filter(simple("${session(total)} > '99.90'"))
                    .setHeader("shipping", simple("free from ${session(total)} on"));
        }
    }

    /** A log-in, and its renewal. */
    static final class Login extends RouteBuilder {
        @Override
        public void configure() {
            from("jetty:http://127.0.0.1:8080/login?httpMethodRestrict=POST")
                    .to("direct:checkPassword")
                    .to("session-token:login?claims=sub,role&deliver=BODY");
            from("jetty:http://127.0.0.1:8080/renew?httpMethodRestrict=POST")
                    .to("session-token:renew?operation=RENEW&deliver=BODY");
        }
    }

    static JWTProcessor<SecurityContext> tokenProcessor(URL jwkSet) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.PS256,
                JWKSourceBuilder.<SecurityContext>create(jwkSet).build()));
        return processor;
    }

    static void loadWithoutHttp(CamelContext context, String routes) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(routes));
        AdviceWith.adviceWith(context, "show-cart", route -> route.replaceFromWith("direct:show-cart"));
    }
}
