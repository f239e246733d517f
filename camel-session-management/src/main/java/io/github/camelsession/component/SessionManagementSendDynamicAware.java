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
package io.github.camelsession.component;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code toD} use one endpoint for all values of {@code operation} and {@code fields}: the values are passed in
 * the headers that override these options, and the headers are removed after the step. A header that the route has set
 * itself takes precedence, as it does with {@code to}.
 *
 * @see <a href="https://camel.apache.org/components/4.18.x/eips/toD-eip.html">Camel's toD</a>
 */
@SendDynamic("session-management")
public class SessionManagementSendDynamicAware extends SendDynamicAwareSupport {
    private volatile @Nullable Parsed parsed;

    /** A {@code toD} has one URI, so this is all there is to remember. */
    private record Parsed(String originalUri, DynamicStepUri uri) {}

    private static final class Entry extends DynamicAwareEntry {
        private final String address;
        private final Map<String, Object> headers;

        Entry(String uri, String originalUri, DynamicStepUri parsed, Exchange exchange) {
            super(uri, originalUri, Map.of(), Map.of());
            this.address = parsed.address(exchange);
            this.headers = parsed.headers(exchange);
            headers.keySet().removeIf(header -> exchange.getMessage().getHeader(header) != null);
        }
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** Looks up no names of options, which a component under a name of its own could not be found by. */
    @Override
    protected void doInit() {}

    /** Returns null, so that Camel goes on by itself, if the scheme turns out to be another component's. */
    @Override
    public @Nullable DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        if (!(getCamelContext().getComponent(getScheme()) instanceof SessionManagementComponent)) {
            return null;
        }
        return new Entry(uri, originalUri, parsed(originalUri), exchange);
    }

    private DynamicStepUri parsed(String originalUri) {
        Parsed known = parsed;
        if (known == null || !known.originalUri.equals(originalUri)) {
            String resolved = EndpointHelper.resolveEndpointUriPropertyPlaceholders(getCamelContext(), originalUri);
            known = new Parsed(originalUri, DynamicStepUri.parse(getCamelContext(), resolved));
            parsed = known;
        }
        return known.uri;
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return ((Entry) entry).address;
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, Object> headers = ((Entry) entry).headers;
        return target -> headers.forEach(target.getMessage()::setHeader);
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, Object> headers = ((Entry) entry).headers;
        return target -> headers.keySet().forEach(target.getMessage()::removeHeader);
    }
}
