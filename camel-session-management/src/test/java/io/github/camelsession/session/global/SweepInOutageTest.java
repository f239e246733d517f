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
package io.github.camelsession.session.global;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.session.global.support.ManualTime;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepInOutageTest {
    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final BoundedMemoryRepository memory = new BoundedMemoryRepository(100);
    private final FailingRepository repository = new FailingRepository(memory);
    private final GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, time);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private void letTenExpire() {
        for (int i = 0; i < 10; i++) {
            sessions.open(tokenKey("token " + i, EXPIRY)).update(put("a", "1"));
        }
        time.set(EXPIRY.plus(KEPT));
        repository.calls.take();
    }

    @Test
    void sweepStopsAfterThreeFailuresInARowAndSaysSoOnce() {
        letTenExpire();
        repository.reads = false;
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isZero();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("failed to remove 3 expired sessions in a row, so the sweep stopped");
        }
        assertThat(repository.calls.take()).filteredOn("get"::equals).hasSize(3);
    }

    @Test
    void removalsThatFailStopTheSweepThoughReadsWork() {
        letTenExpire();
        repository.removal = new IllegalStateException("read only");
        sessions.sweep();
        assertThat(repository.calls.take()).filteredOn("remove"::equals).hasSize(3);
    }

    @Test
    void nextSweepDoesTheRest() {
        letTenExpire();
        repository.reads = false;
        sessions.sweep();
        repository.reads = true;
        assertThat(sessions.sweep()).isEqualTo(10);
    }

    @Test
    void removalThatAnotherNodeHasBeatenIsNoFailure() {
        letTenExpire();
        repository.removal = new OptimisticLockingException();
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isZero();
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(repository.calls.take()).filteredOn("remove"::equals).hasSize(10);
    }

    @Test
    void unreadableEntryIsNotReportedAgainAfterASweepThatStopped() {
        SessionKey damaged = claimsKey("damaged", EXPIRY);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("{".getBytes(StandardCharsets.UTF_8));
        memory.add(context, damaged.value(), null, exchange);
        letTenExpire();
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            repository.removal = new OptimisticLockingException();
            sessions.sweep();
            repository.reads = false;
            sessions.sweep();
            repository.reads = true;
            sessions.sweep();
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("cannot be read"))
                    .hasSize(1);
        }
    }
}
