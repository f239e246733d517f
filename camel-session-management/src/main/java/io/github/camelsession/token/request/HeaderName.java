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

/** The option {@code tokenHeader}: the name of a header that a request can have, or a route can set. */
public final class HeaderName {
    private static final Logger LOG = LoggerFactory.getLogger(HeaderName.class);

    /**
     * A token as in RFC 9110 with at least one letter or digit. {@code *} would be a token, but is meant as a wildcard.
     */
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z0-9])[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HeaderName() {}

    /**
     * Returns the name. Logs a warning if HTTP consumers do not take a header of that name from requests: only a route
     * could set it, and few do.
     *
     * @throws IllegalArgumentException if an HTTP header cannot have that name
     */
    public static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "tokenHeader is '" + name + "', which cannot be the name of an HTTP header: set it to the name"
                            + " alone, without colon, comma or blanks, such as Authorization or X-Token");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("camel")) {
            LOG.warn(
                    "tokenHeader is '{}', but Camel's HTTP consumers drop headers from the network whose names begin"
                            + " with Camel: unless the route sets the header, every request is refused. Set"
                            + " camel.component.session-management.tokenHeader to another name, such as X-Token.",
                    name);
        }
        return name;
    }
}
