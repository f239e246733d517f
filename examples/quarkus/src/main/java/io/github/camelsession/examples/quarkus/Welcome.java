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
package io.github.camelsession.examples.quarkus;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

/** Says how to talk to the application. The sessions need no code: the routes are in {@code camel/}. */
@ApplicationScoped
@UnlessBuildProfile("test")
class Welcome {
    void print(@ObservesAsync HttpServerStart started) {
        System.out.println(lines("http://" + started.options().getHost() + ":"
                + started.options().getPort()));
    }

    static String lines(String address) {
        return """

                The application is running on %1$s. Paste these lines into a shell:

                TOKEN=$(curl -s %1$s/login -H 'Content-Type: application/json' -d '{"user":"alice","password":"wonderland"}' | cut -d '"' -f 4)
                curl -w 'HTTP %%{http_code}\\n' -X PUT %1$s/cart -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"cart":[{"item":"apple","quantity":3}]}'
                curl -w '\\n' %1$s/cart -H "Authorization: Bearer $TOKEN"
                curl -w 'HTTP %%{http_code}\\n' -X DELETE %1$s/session -H "Authorization: Bearer $TOKEN"
                curl -w '\\n' %1$s/cart -H "Authorization: Bearer $TOKEN"

                Ctrl-C ends it.
                """.formatted(address);
    }
}
