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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a message header may be a parameter of a request whose server does not show it. For Undertow it is
 * known how it reads a query, and that it puts the fields of a form into a map. For other servers neither is known, so
 * anything doubtful counts as a parameter.
 */
final class UnseenParameters {
    private static final String UNDERTOW = "org.apache.camel.component.undertow.";
    /** Some servers treat these as separators too, and skip equals signs before a name. */
    private static final Pattern ANY_SEPARATOR = Pattern.compile("[&;#?]=*");

    private static final Pattern SEPARATOR = Pattern.compile("&");

    private UnseenParameters() {}

    static boolean mayHold(Message message, String header) {
        Endpoint endpoint =
                message.getExchange() == null ? null : message.getExchange().getFromEndpoint();
        boolean undertow = endpoint != null && endpoint.getClass().getName().startsWith(UNDERTOW);
        return queryMayHold(message, header, undertow)
                || formMayHold(message, header, undertow)
                || pathHolds(endpoint, header);
    }

    static boolean queryMayHold(Message message, String header, boolean undertow) {
        Object raw = message.getHeader(Exchange.HTTP_RAW_QUERY);
        Object query = raw == null ? message.getHeader(Exchange.HTTP_QUERY) : raw;
        if (query == null) {
            return false;
        }
        Stream<String> parameters =
                undertow ? SEPARATOR.splitAsStream(query.toString()) : ANY_SEPARATOR.splitAsStream("&" + query);
        return parameters.anyMatch(parameter -> mayBe(parameter, header, undertow));
    }

    private static boolean mayBe(String parameter, String header, boolean undertow) {
        int end = parameter.indexOf('=');
        try {
            String name = URLDecoder.decode(end < 0 ? parameter : parameter.substring(0, end), StandardCharsets.UTF_8);
            // U+FFFD stands for malformed UTF-8, which a lenient decoder may turn into any letter. Undertow uses Java's
            // own decoder.
            return undertow
                    ? name.equalsIgnoreCase(header)
                    : name.strip().equalsIgnoreCase(header) || name.indexOf('\uFFFD') >= 0;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean formMayHold(Message message, String header, boolean undertow) {
        if (!undertow && !isForm(message.getHeader(Exchange.CONTENT_TYPE))) {
            return false;
        }
        return message.getBody() instanceof Map<?, ?> fields
                ? fields.keySet().stream().anyMatch(name -> String.valueOf(name).equalsIgnoreCase(header))
                : !undertow;
    }

    /** Not startsWith: a parameter named Content-Type turns the header into a list. */
    private static boolean isForm(@Nullable Object contentType) {
        String type = String.valueOf(contentType).toLowerCase(Locale.ROOT);
        return type.contains("application/x-www-form-urlencoded") || type.contains("multipart/form-data");
    }

    /** A path parameter of a route or REST service becomes a header as well. Camel may have encoded the braces. */
    private static boolean pathHolds(@Nullable Endpoint endpoint, String header) {
        return endpoint != null
                && endpoint.getEndpointUri()
                        .toLowerCase(Locale.ROOT)
                        .replace("%7b", "{")
                        .replace("%7d", "}")
                        .contains("{" + header.toLowerCase(Locale.ROOT) + "}");
    }
}
