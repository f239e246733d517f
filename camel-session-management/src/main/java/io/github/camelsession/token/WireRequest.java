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

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What Camel's HTTP consumer made of a request, before the route touched it. Camel makes message headers of query
 * parameters and form fields too; a token must not come from there, for URLs are logged, kept and passed on, and
 * another site can make a browser send a form (RFC 6750 section 2.3).
 */
public final class WireRequest {
    private static final WireRequest WITHOUT_PARAMETERS = new WireRequest(Map.of(), null, null);

    private final Map<String, Object> headers;
    private final @Nullable String query;
    private final @Nullable FormBody form;

    private WireRequest(Map<String, Object> headers, @Nullable String query, @Nullable FormBody form) {
        this.headers = headers;
        this.query = query;
        this.form = form;
    }

    /**
     * To be called when the exchange is made: what comes later can not be told from the route's own doing. Copies the
     * references of the headers, and nothing at all if the request has neither query nor form.
     *
     * @return null if the message is no HTTP request
     */
    public static @Nullable WireRequest capture(Message message) {
        if (!message.hasHeaders() || message.getHeader(Exchange.HTTP_METHOD) == null) {
            return null;
        }
        String query = query(message);
        FormBody form = FormBody.of(message);
        if (query == null && form == null) {
            return WITHOUT_PARAMETERS;
        }
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(message.getHeaders());
        return new WireRequest(headers, query, form);
    }

    private static @Nullable String query(Message message) {
        Object raw = message.getHeader(Exchange.HTTP_RAW_QUERY);
        Object query = raw == null ? message.getHeader(Exchange.HTTP_QUERY) : raw;
        return query == null || query.toString().isEmpty() ? null : query.toString();
    }

    /**
     * Whether the header is as it came in and Camel may have made it from a query parameter or form field. When that
     * can not be excluded, the answer is yes: for a request that has a parameter of that name besides the real header,
     * for malformed parameters, and for a form that can not be read again. Jetty leaves nothing to read of a multipart
     * form unless its endpoint has {@code enableMultipartFilter=false}. The message is not disturbed.
     *
     * @param value the header's value now
     * @param exchange the current one, which cleans up what a copy of a streamed body leaves behind
     */
    public boolean tookFromParameter(String header, Object value, Exchange exchange) {
        return value.equals(headers.get(header))
                && ((query != null && ParameterNames.mayHold(query, header))
                        || (form != null && form.mayHold(header, exchange)));
    }

    /**
     * As {@link #tookFromParameter}.
     *
     * @throws TokenRefusedException with {@link Reason#TOKEN_FROM_PARAMETER}
     */
    public void check(String header, Object value, Exchange exchange) {
        if (tookFromParameter(header, value, exchange)) {
            throw new TokenRefusedException(
                    Reason.TOKEN_FROM_PARAMETER,
                    "the request has, or may have, a query parameter or form field named '" + header
                            + "', which Camel makes a header of: send the token as an HTTP header only");
        }
    }
}
