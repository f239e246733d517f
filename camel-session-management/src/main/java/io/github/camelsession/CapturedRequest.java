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

import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.TokenRefusedException;
import io.github.camelsession.token.WireRequest;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The message that started an execution, as it came in.
 *
 * <p>The execution keeps it, not the exchange: an EIP may put properties of a foreign exchange onto one.
 *
 * @param request null if it was no HTTP request
 */
record CapturedRequest(@Nullable WireRequest request) {
    private static final CapturedRequest NOT_HTTP = new CapturedRequest(null);

    /** To be called for each exchange that Camel creates; does nothing for a copy. */
    static void begin(Execution execution, Exchange exchange) {
        if (execution.startedBy() != null && execution.arrival() == null) {
            WireRequest request = WireRequest.capture(exchange.getMessage());
            execution.setArrival(request == null ? NOT_HTTP : new CapturedRequest(request));
        }
    }

    /** Null if nobody looked when the message came in: what it was then can not be told any more. */
    static @Nullable CapturedRequest of(Execution execution) {
        return (CapturedRequest) execution.arrival();
    }

    /** @throws TokenRefusedException if the header is, or may be, made of a parameter of the request */
    void check(String header, Object value, Exchange exchange) {
        if (request != null) {
            request.check(header, value, exchange);
        }
    }
}
