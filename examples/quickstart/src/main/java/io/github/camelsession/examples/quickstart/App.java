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
package io.github.camelsession.examples.quickstart;

import java.net.BindException;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;

/** Starts Camel with the routes in {@code camel/*.yaml} and says how to talk to them. */
public final class App {
    private App() {}

    public static void main(String[] args) throws Exception {
        Main main = create();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                System.out.println(welcome(started.getCamelContext()));
            }
        });
        try {
            main.run(args);
        } catch (Exception e) {
            if (!causedByPortInUse(e)) {
                throw e;
            }
            System.err.println(portInUse(main.getCamelContext()));
            main.stop();
            System.exit(1);
        }
    }

    /** The application, not started yet. */
    static Main create() {
        return new Main(App.class);
    }

    static String welcome(CamelContext context) {
        return """

                The quick start is running. Open %1$s in a browser, or paste these lines into a shell:

                TOKEN=$(curl -s %1$s/login -H 'Content-Type: application/json' -d '{"user":"alice","password":"wonderland"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                curl -w 'HTTP %%{http_code}\\n' -X PUT %1$s/cart -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"cart":[{"item":"apple","quantity":3}]}'
                curl -w '\\n' %1$s/cart -H "Authorization: Bearer $TOKEN"

                What the component counted meanwhile, as its dev console has it (beside the carts on the page as well):

                curl %1$s/console

                Ctrl-C ends it.
                """.formatted(context.resolvePropertyPlaceholders("http://{{quickstart.host}}:{{quickstart.port}}"));
    }

    private static String portInUse(CamelContext context) {
        return context.resolvePropertyPlaceholders("Port {{quickstart.port}} of {{quickstart.host}} is in use."
                + " Stop the program that listens there, or choose another port: -Dquickstart.port=9090");
    }

    private static boolean causedByPortInUse(@Nullable Throwable thrown) {
        return thrown != null && (thrown instanceof BindException || causedByPortInUse(thrown.getCause()));
    }
}
