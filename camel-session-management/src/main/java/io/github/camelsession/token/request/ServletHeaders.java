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

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.HttpMessage;
import org.jspecify.annotations.Nullable;

/** The consumers {@code jetty} and {@code servlet}, and the {@code platform-http} of Spring Boot. */
final class ServletHeaders implements WireHeaders {
    @Override
    public @Nullable List<String> values(Message message, String name) {
        HttpServletRequest request = requestOf(message);
        if (request == null) {
            return null;
        }
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    /**
     * Spring Boot's message class is in a starter of its own, but it puts the request into a header that clients cannot
     * set.
     */
    private static @Nullable HttpServletRequest requestOf(Message message) {
        return message instanceof HttpMessage http
                ? http.getRequest()
                : message.getHeader(Exchange.HTTP_SERVLET_REQUEST) instanceof HttpServletRequest request
                        ? request
                        : null;
    }
}
