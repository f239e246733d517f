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
package io.github.camelsession.session.global.contract;

import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.ManualTime;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The guarantees of GLOBAL sessions on any repository. To test another repository, add a subclass that creates it. */
@Timeout(60)
public abstract class SessionStoreContractTest
        implements ReadAndUpdateContract,
                EndOfSessionContract,
                EndOfAttributesContract,
                SweepContract,
                LogOutContract,
                LogOutRetentionContract,
                LogOutRacesContract,
                ConcurrencyContract,
                AtomicChangesContract,
                RemovalRacesContract,
                DamageContract,
                InDoubtContract {
    private final ManualTime time = new ManualTime();
    private final CamelContext context = new DefaultCamelContext();
    private AggregationRepository repository = new BoundedMemoryRepository(1);

    /** Returns an empty repository that is not started yet. */
    public abstract AggregationRepository newRepository() throws Exception;

    @BeforeEach
    public final void startRepository() throws Exception {
        repository = newRepository();
        ServiceHelper.startService(repository);
    }

    @AfterEach
    public final void stopRepository() throws Exception {
        ServiceHelper.stopService(repository);
        context.close();
    }

    @Override
    public final ManualTime time() {
        return time;
    }

    @Override
    public final CamelContext context() {
        return context;
    }

    @Override
    public final AggregationRepository repository() {
        return repository;
    }

    @Override
    public final void store(String key, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        if (comparesAndSwaps()) {
            ((OptimisticLockingAggregationRepository) repository).add(context, key, null, exchange);
        } else {
            repository.add(context, key, exchange);
        }
    }
}
