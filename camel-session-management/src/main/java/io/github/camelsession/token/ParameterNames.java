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
package io.github.camelsession.token;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The names in a query or a URL-encoded form. */
final class ParameterNames {
    /** Netty, below platform-http, takes the semicolon for a separator too. */
    private static final Pattern SEPARATOR = Pattern.compile("[&;]");

    private ParameterNames() {}

    /** Whether one of the names is this one, in any case; yes, too, if a name can not be read. */
    static boolean mayHold(String parameters, String name) {
        return SEPARATOR.splitAsStream(parameters).anyMatch(parameter -> mayBe(parameter, name));
    }

    private static boolean mayBe(String parameter, String name) {
        int end = parameter.indexOf('=');
        try {
            String decoded =
                    URLDecoder.decode(end < 0 ? parameter : parameter.substring(0, end), StandardCharsets.UTF_8);
            // U+FFFD stands for malformed UTF-8, of which a lenient decoder may make any letter.
            return decoded.trim().equalsIgnoreCase(name) || decoded.indexOf('\uFFFD') >= 0;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
