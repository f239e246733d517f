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

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads the option {@code jwkSetUri}. */
final class JwkSetLocations {
    private static final String ADVICE =
            ": set jwkSetUri to an https:, file: or classpath: URI (http: only for this machine itself)";
    /** Written out, so that no name service has a say in it. */
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private JwkSetLocations() {}

    /** @throws IllegalArgumentException if it is no place to trust keys from, or a resource that holds none */
    static JwkSetLocation of(String text, CamelContext context) {
        URI uri = parse(text.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file", "classpath" -> resource(text.strip(), context);
            case "https" -> network(uri);
            case "http" -> network(loopback(uri));
            default -> throw new IllegalArgumentException("jwkSetUri has the scheme '" + scheme + "'" + ADVICE);
        };
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("jwkSetUri is no URI" + ADVICE, e);
        }
    }

    private static URI loopback(URI uri) {
        if (uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches()) {
            return uri;
        }
        throw new IllegalArgumentException(
                "jwkSetUri has http: to another machine, and who is between could put in keys of his own" + ADVICE);
    }

    private static JwkSetLocation network(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("jwkSetUri names no host" + ADVICE);
        }
        return new HttpJwkSet(uri, HttpLimits.DEFAULT);
    }

    private static JwkSetLocation resource(String uri, CamelContext context) {
        JwkSetLocation location = () -> {
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
                return new String(in.readNBytes(HttpLimits.DEFAULT.bytes()), StandardCharsets.UTF_8);
            }
        };
        try {
            if (JwkSetKeys.usable(JWKSet.parse(location.read())).isEmpty()) {
                throw new IllegalArgumentException("jwkSetUri names a JWK set without a public RSA (2048 bits or more)"
                        + " or EC key for signatures: " + uri);
            }
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException("jwkSetUri names a resource that is no JWK set: " + uri, e);
        }
        return location;
    }
}
