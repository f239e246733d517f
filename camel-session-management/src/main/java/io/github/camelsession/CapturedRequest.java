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
package io.github.camelsession;

import io.github.camelsession.token.WireRequest;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/** The HTTP request as it came in, carried by the exchange and its copies to the steps that must know. */
record CapturedRequest(WireRequest request) implements SafeCopyProperty {
    private static final String KEY = "CamelSessionManagementRequest";

    /** To be called for each exchange that Camel creates; does nothing for a copy of one that has its request. */
    static void begin(Exchange exchange) {
        if (exchange.getFromEndpoint() == null || captured(exchange) != null) {
            return;
        }
        WireRequest request = WireRequest.capture(exchange.getMessage());
        if (request != null) {
            exchange.getExchangeExtension().setSafeCopyProperty(KEY, new CapturedRequest(request));
        }
    }

    /** Where nothing was captured in time, the message as it is now has to do. */
    static @Nullable WireRequest of(Exchange exchange) {
        CapturedRequest captured = captured(exchange);
        return captured != null ? captured.request : WireRequest.capture(exchange.getMessage());
    }

    private static @Nullable CapturedRequest captured(Exchange exchange) {
        return exchange.getExchangeExtension().getSafeCopyProperty(KEY, CapturedRequest.class);
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }
}
