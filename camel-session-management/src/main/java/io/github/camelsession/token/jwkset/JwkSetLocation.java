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
package io.github.camelsession.token.jwkset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The location of a JWK set: the option {@code jwkSetUri}. {@link #toString()} shows neither path nor query of an
 * address.
 */
public final class JwkSetLocation {
    private static final String ADVICE =
            ": set jwkSetUri to an https:, file: or classpath: URI (http: only for this machine itself)";
    /** Only literal names and addresses, so that the answer does not depend on a name service. */
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final String name;
    private final Callable<String> content;

    JwkSetLocation(String name, Callable<String> content) {
        this.name = name;
        this.content = content;
    }

    /**
     * @param tls the certificates to trust for an {@code https:} URI; null for those that the JVM trusts
     * @throws IllegalArgumentException if keys from this location must not be trusted, or if it is a resource without
     *     keys
     */
    public static JwkSetLocation of(String text, CamelContext context, @Nullable SSLContextParameters tls) {
        URI uri = parse(text.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file", "classpath" -> resource(text.strip(), context);
            case "https" -> network(uri, tls == null ? null : trust(tls, context));
            case "http" -> network(loopback(uri), null);
            default -> throw new IllegalArgumentException("jwkSetUri has the scheme '" + scheme + "'" + ADVICE);
        };
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("jwkSetUri is not a URI" + ADVICE, e);
        }
    }

    private static URI loopback(URI uri) {
        if (uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches()) {
            return uri;
        }
        throw new IllegalArgumentException(
                "jwkSetUri uses http: to another machine, so anything in between could insert its own keys" + ADVICE);
    }

    private static JwkSetLocation network(URI uri, @Nullable SSLContext tls) {
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("jwkSetUri holds a user or password before its host, which would not be"
                    + " sent: JWK sets are public, so set jwkSetUri without them");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("jwkSetUri names no host" + ADVICE);
        }
        return new JwkSetLocation(uri.getHost(), new HttpJwkSet(uri, HttpLimits.DEFAULT, tls));
    }

    private static SSLContext trust(SSLContextParameters tls, CamelContext context) {
        try {
            return tls.createSSLContext(context);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "sslContextParameters cannot be used: " + JwkRules.reason(e)
                            + ": correct them, or leave them out to trust what the JVM trusts",
                    e);
        }
    }

    private static JwkSetLocation resource(String uri, CamelContext context) {
        JwkSetLocation location = new JwkSetLocation(uri, () -> {
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
                return new String(in.readNBytes(HttpLimits.DEFAULT.bytes()), StandardCharsets.UTF_8);
            }
        });
        JwkSetContent found = checked(location);
        if (found.keys().isEmpty()) {
            throw new IllegalArgumentException("jwkSetUri names a JWK set without a public RSA (2048 bits or more)"
                    + " or EC key for signatures, " + uri + ": " + found);
        }
        return location;
    }

    private static JwkSetContent checked(JwkSetLocation location) {
        String text;
        try {
            text = location.read();
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "jwkSetUri names a resource that cannot be read, " + location + ": " + JwkRules.reason(e), e);
        }
        try {
            return JwkSetContent.read(text, Instant.EPOCH);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "jwkSetUri names a resource that is not a JWK set, " + location + ": " + JwkRules.reason(e), e);
        }
    }

    String read() throws Exception {
        return content.call();
    }

    @Override
    public String toString() {
        return name;
    }
}
