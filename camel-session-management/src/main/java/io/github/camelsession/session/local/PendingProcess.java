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
package io.github.camelsession.session.local;

import static java.util.Objects.requireNonNull;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the top process of an exchange that Camel has just made, until a step or a copy needs it: most exchanges of an
 * application may never do.
 *
 * <p>It holds the exchange itself, which alone holds this; a copy gets the process, which holds the exchange weakly.
 */
final class PendingProcess implements SafeCopyProperty {
    private final @Nullable Endpoint startedBy;
    private final @Nullable Object arrival;
    private @Nullable Exchange exchange;
    private volatile @Nullable ExchangeAttachment process;

    PendingProcess(Exchange exchange, @Nullable Endpoint startedBy, @Nullable Object arrival) {
        this.exchange = exchange;
        this.startedBy = startedBy;
        this.arrival = arrival;
    }

    /** Always the same one, also if threads ask at once. */
    ExchangeAttachment process() {
        ExchangeAttachment known = process;
        return known == null ? made() : known;
    }

    private synchronized ExchangeAttachment made() {
        ExchangeAttachment known = process;
        if (known == null) {
            known = ExchangeAttachment.top(requireNonNull(exchange), new Execution(startedBy, arrival));
            process = known;
            exchange = null;
        }
        return known;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return process().safeCopy();
    }
}
