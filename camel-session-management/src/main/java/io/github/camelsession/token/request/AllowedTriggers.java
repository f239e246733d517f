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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumers whose message headers are taken for those of an HTTP request, by the name of their component. */
public final class AllowedTriggers {
    private static final Logger LOG = LoggerFactory.getLogger(AllowedTriggers.class);

    private static final String ANY = "*";

    /** Matches the scheme of a URI, and the names that people give to a component of their own. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+._-]*");

    private static final String FROM_JAVA = " (camel.component.session-management.allowedTriggers; from Java,"
            + " context.getComponent(\"session-management\", SessionManagementComponent.class)"
            + ".getConfiguration().setAllowedTriggers(...), before the context starts)";

    private static final String NO_CONSUMER =
            "the exchange was started by a ProducerTemplate, as in tests, and not by a consumer: a GLOBAL session"
                    + " needs an HTTP request; set allowedTriggers to * if the headers of such messages can be"
                    + " trusted, for example in a test"
                    + FROM_JAVA;

    private final Set<String> schemes;

    private AllowedTriggers(Set<String> schemes) {
        this.schemes = schemes;
    }

    /**
     * Parses names separated by commas; case and blanks around them are ignored. {@code *} allows everything, including
     * an exchange that no consumer created.
     *
     * @throws IllegalArgumentException if a scheme is empty, or cannot be the name of a component
     */
    public static AllowedTriggers parse(String text) {
        Set<String> schemes = Stream.of(text.split(",", -1))
                .map(scheme -> scheme.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (schemes.contains("")) {
            throw new IllegalArgumentException("allowedTriggers has an empty scheme in '" + text
                    + "': set it to component names such as jetty,platform-http, or to * for any");
        }
        schemes.forEach(AllowedTriggers::checkName);
        return new AllowedTriggers(schemes);
    }

    private static void checkName(String scheme) {
        if (!scheme.equals(ANY)
                && (scheme.equals("null") || !NAME.matcher(scheme).matches())) {
            throw new IllegalArgumentException(
                    "allowedTriggers has '" + scheme + "', which is not the name of a component: write the part before"
                            + " the colon of a consumer's URI, such as jetty or platform-http");
        }
        if (scheme.equals("http") || scheme.equals("https")) {
            LOG.warn(
                    "allowedTriggers names '{}', but Camel's component of that name has no consumer. Set"
                            + " camel.component.session-management.allowedTriggers to the part before the colon of the"
                            + " consumer's URI, such as jetty or platform-http.",
                    scheme);
        }
    }

    /**
     * @param scheme the name of the component whose consumer created the exchange; null if no consumer did
     * @throws SessionAccessDeniedException with {@link DenialReason#WRONG_TRIGGER}
     */
    public void check(@Nullable String scheme) {
        if (!allows(scheme)) {
            throw new SessionAccessDeniedException(
                    isCalledFromJava(scheme) ? NO_CONSUMER : wrong(scheme), DenialReason.WRONG_TRIGGER);
        }
    }

    /** Routes call direct endpoints too, but then another consumer started the execution. */
    private static boolean isCalledFromJava(@Nullable String scheme) {
        return scheme == null || scheme.equals("direct");
    }

    private static String wrong(@Nullable String scheme) {
        return "the exchange was started by '" + scheme
                + "', which allowedTriggers does not name: a GLOBAL session needs"
                + " an HTTP request; add '" + scheme + "' to allowedTriggers if the headers of its messages can be"
                + " trusted" + FROM_JAVA;
    }

    /** Like {@link #check}, without an exception. */
    public boolean allows(@Nullable String scheme) {
        return schemes.contains(ANY) || (scheme != null && schemes.contains(scheme.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return schemes.stream().sorted().collect(Collectors.joining(","));
    }
}
