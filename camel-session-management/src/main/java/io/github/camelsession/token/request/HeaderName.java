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
package io.github.camelsession.token.request;

import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The option {@code tokenHeader}: a name that a request can have, or a route can set. */
public final class HeaderName {
    private static final Logger LOG = LoggerFactory.getLogger(HeaderName.class);

    /** A token of RFC 9110 with something to read in it: {@code *} is one, but a wildcard is meant. */
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z0-9])[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HeaderName() {}

    /**
     * Warns of one that HTTP consumers take from no request: a route may set it, and few do.
     *
     * @throws IllegalArgumentException if no HTTP header can have that name
     */
    public static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "tokenHeader is '" + name + "', which no HTTP header can be called: set it"
                            + " to the name alone, without colon, comma and blanks, such as Authorization or X-Token");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("camel")) {
            LOG.warn(
                    "tokenHeader is '{}', and Camel's HTTP consumers take no header from the network whose name begins"
                            + " with Camel: unless the route sets it, every request is refused. Set"
                            + " camel.component.session-management.tokenHeader to another name, such as X-Token.",
                    name);
        }
        return name;
    }
}
