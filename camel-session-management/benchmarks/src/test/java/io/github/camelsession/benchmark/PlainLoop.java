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
package io.github.camelsession.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** What one writes by hand over a repository that compares and swaps: read, change, write, again if refused. */
final class PlainLoop {
    private static final String KEY = "hot";

    /** JDBC repositories compare the version that the new exchange carries. */
    private static final String VERSION = "CamelOptimisticLockVersion";

    private final CamelContext context;
    private final OptimisticLockingAggregationRepository repository;

    PlainLoop(CamelContext context, OptimisticLockingAggregationRepository repository) {
        this.context = context;
        this.repository = repository;
    }

    void put(String field, int value) throws IOException {
        boolean done = false;
        while (!done) {
            Exchange old = repository.get(context, KEY);
            ObjectNode session = sessionIn(old).put(field, value);
            done = isStored(old, exchangeOf(old, session));
        }
    }

    int size() throws IOException {
        return sessionIn(repository.get(context, KEY)).size();
    }

    private boolean isStored(@Nullable Exchange old, Exchange next) {
        try {
            repository.add(context, KEY, old, next);
            return true;
        } catch (OptimisticLockingException e) {
            return false;
        }
    }

    private Exchange exchangeOf(@Nullable Exchange old, ObjectNode session) throws IOException {
        Exchange next = new DefaultExchange(context);
        next.getMessage().setBody(HttpSessionSteps.MAPPER.writeValueAsBytes(session));
        Object version = old == null ? null : old.getProperty(VERSION);
        if (version != null) {
            next.setProperty(VERSION, version);
        }
        return next;
    }

    private static ObjectNode sessionIn(@Nullable Exchange exchange) throws IOException {
        return exchange == null
                ? HttpSessionSteps.MAPPER.createObjectNode()
                : HttpSessionSteps.MAPPER.readValue(exchange.getMessage().getBody(byte[].class), ObjectNode.class);
    }
}
