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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Whether a browser says that a request was sent by a page of the site itself, and not by another site that knows the
 * address and lets the browser add the cookies. No page can write the headers that are asked.
 */
final class SameOrigin {
    /** They change nothing in a route that keeps to HTTP, and a link on another site is one of them. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** {@code none}: the user typed the address, or opened a bookmark. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** Also where nothing can be lost by another site's request. To be asked when the message comes in. */
    static boolean mayUseCookie(Message message) {
        if (SAFE.contains(String.valueOf(message.getHeader(Exchange.HTTP_METHOD)))) {
            return true;
        }
        List<String> site = OnWire.values(message, "Sec-Fetch-Site");
        if (site == null || site.size() > 1) {
            return false;
        }
        return site.isEmpty() ? isOwnOrigin(message) : OWN.contains(site.get(0));
    }

    /** For browsers from before 2023, and pages that came over plain HTTP: they send no Sec-Fetch-Site. */
    private static boolean isOwnOrigin(Message message) {
        URI origin = uri(only(message, "Origin"));
        String host = only(message, "Host");
        if (origin == null || host == null || !isOrigin(origin)) {
            return false;
        }
        // A proxy in front may end the TLS, so only a server that has seen TLS itself says what the scheme must be.
        boolean tls = String.valueOf(message.getHeader(Exchange.HTTP_URL)).startsWith("https:");
        if (tls && !"https".equals(origin.getScheme())) {
            return false;
        }
        URI own = uri(origin.getScheme() + "://" + host);
        return own != null
                && isOrigin(own)
                && own.getHost()
                        .toLowerCase(Locale.ROOT)
                        .equals(origin.getHost().toLowerCase(Locale.ROOT))
                && port(own) == port(origin);
    }

    private static @Nullable String only(Message message, String header) {
        List<String> values = OnWire.values(message, header);
        return values != null && values.size() == 1 ? values.get(0) : null;
    }

    private static @Nullable URI uri(@Nullable String text) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** RFC 6454 section 7: scheme, host, port and nothing else. {@code null} is what browsers send to hide the page. */
    private static boolean isOrigin(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && "".equals(uri.getRawPath())
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
