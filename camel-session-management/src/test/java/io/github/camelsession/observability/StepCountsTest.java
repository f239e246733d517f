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
package io.github.camelsession.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.SessionType;
import io.github.camelsession.component.SessionManagementEndpoint;
import io.github.camelsession.observability.StepCounts.Count;
import io.github.camelsession.observability.StepCounts.Denials;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

/** Every step is counted once, as what it did and how it ended. */
class StepCountsTest extends HttpRouteTest {
    private final String token = tokenOf("alice");

    private StepCounts<SessionOperation, SessionType> counts() {
        return component().observation().steps().counts();
    }

    private void run(String step, Object body, String authorization) {
        context.createFluentProducerTemplate()
                .to(step)
                .withHeader("Authorization", authorization)
                .withBody(body)
                .send();
    }

    private void startWithoutHttp() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAllowedTriggers("*");
        start(routes -> {});
    }

    private void assertCounted(SessionOperation operation, SessionType type, StepOutcome outcome) {
        assertThat(counts().all()).containsExactly(new Count(operation, type, outcome, 1));
        assertThat(counts().total()).isEqualTo(1);
        assertThat(counts().failed()).isEqualTo(outcome == StepOutcome.OK ? 0 : 1);
        assertThat(counts().denied()).isEqualTo(outcome == StepOutcome.DENIED ? 1 : 0);
    }

    @Test
    void stepThatSucceedsIsCountedAsOk() throws Exception {
        start(routes -> {});
        send(put("a"), "{\"a\":1}");
        assertCounted(SessionOperation.PUT, SessionType.LOCAL, StepOutcome.OK);
    }

    @Test
    void operationOfTheHeaderIsTheOneThatCounts() throws Exception {
        start(routes -> {});
        context.createFluentProducerTemplate()
                .to(put("a"))
                .withHeader(SessionManagementConstants.OPERATION, "clear")
                .send();
        assertCounted(SessionOperation.CLEAR, SessionType.LOCAL, StepOutcome.OK);
    }

    @Test
    void headerWithNonsenseIsCountedUnderTheConfiguredOperation() throws Exception {
        start(routes -> {});
        context.createFluentProducerTemplate()
                .to(put("a"))
                .withHeader(SessionManagementConstants.OPERATION, "steal")
                .send();
        assertCounted(SessionOperation.PUT, SessionType.LOCAL, StepOutcome.INVALID_OPTION);
    }

    @Test
    void bodyThatIsNoObjectIsCountedAsInvalidBody() throws Exception {
        start(routes -> {});
        send(put("a"), "[1]");
        assertCounted(SessionOperation.PUT, SessionType.LOCAL, StepOutcome.INVALID_BODY);
    }

    @Test
    void missingFieldIsCountedAsSuch() throws Exception {
        start(routes -> {});
        send(get("a") + "&failOnMissing=true", "{}");
        assertCounted(SessionOperation.GET, SessionType.LOCAL, StepOutcome.FIELD_MISSING);
    }

    @Test
    void storedValueThatDoesNotFitIsCountedAsSuch() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("a"))
                .setBody(routes.constant(Map.of()))
                .to(get("a")));
        send("direct:a", "{\"a\":1E99999999999}");
        assertThat(counts().all())
                .contains(new Count(SessionOperation.GET, SessionType.LOCAL, StepOutcome.UNFIT_VALUE, 1));
    }

    @Test
    void denialIsCountedWithItsReason() throws Exception {
        startWithoutHttp();
        run(global("GET", "a"), "{}", "Basic abc");
        assertCounted(SessionOperation.GET, SessionType.GLOBAL, StepOutcome.DENIED);
        assertThat(counts().denials()).containsExactly(new Denials(DenialReason.NOT_A_BEARER_TOKEN, 1));
        assertThat(counts().denials(DenialReason.EXPIRED)).isZero();
    }

    @Test
    void sessionThatIsTooLargeIsCountedAsALimit() throws Exception {
        configuration().setMaxSessionSize(10);
        startWithoutHttp();
        run(global("PUT", "a"), "{\"a\":\"" + "x".repeat(20) + "\"}", "Bearer " + token);
        assertCounted(SessionOperation.PUT, SessionType.GLOBAL, StepOutcome.LIMIT);
    }

    @Test
    void repositoryThatFailsIsCountedAsAStoreFailureAndRemembered() throws Exception {
        configuration().setAggregationRepository(new MemoryAggregationRepository(true) {
            @Override
            public Exchange get(CamelContext camelContext, String key) {
                if (component().observation().globalAccess() != null) {
                    throw new IllegalStateException("value 'secret' is no exchange");
                }
                return super.get(camelContext, key);
            }
        });
        startWithoutHttp();
        component().sweepNow();
        run(global("GET", "a"), "{}", "Bearer " + token);
        assertCounted(SessionOperation.GET, SessionType.GLOBAL, StepOutcome.STORE_FAILURE);
        assertThat(component().getLastStoreError())
                .startsWith("java.lang.IllegalStateException at 20")
                .doesNotContain("secret");
    }

    @Test
    void keyServerThatIsDownIsCountedAsKeysUnavailable() throws Exception {
        configuration().setJwkSetUri("http://127.0.0.1:" + port + "/jwks");
        configuration().setAllowedTriggers("*");
        start(routes -> {});
        String rsa = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .expiresAt(Instant.now().plusSeconds(60))
                .sign();
        run(global("GET", "a"), "{}", "Bearer " + rsa);
        assertCounted(SessionOperation.GET, SessionType.GLOBAL, StepOutcome.KEYS_UNAVAILABLE);
    }

    @Test
    void updateThatKeepsLosingIsCountedAsAConflictAndItsWritesAsConflicts() throws Exception {
        configuration().setUpdateTimeout(Duration.ofMillis(200));
        configuration().setAggregationRepository(new LosingRepository());
        startWithoutHttp();
        component().sweepNow();
        long probing = component().getConflicts();
        run(global("PUT", "a"), "{\"a\":1}", "Bearer " + token);
        assertCounted(SessionOperation.PUT, SessionType.GLOBAL, StepOutcome.CONFLICT);
        assertThat(probing).isZero();
        assertThat(component().getConflicts()).isPositive();
        assertThat(component().getLastStoreError()).isNull();
    }

    /** Once it was found to be fit, somebody else is faster with every write. */
    private final class LosingRepository extends MemoryAggregationRepository {
        private final AtomicInteger others = new AtomicInteger();

        LosingRepository() {
            super(true);
        }

        @Override
        public Exchange add(CamelContext camelContext, String key, Exchange oldExchange, Exchange newExchange) {
            if (component().observation().globalAccess() != null) {
                Exchange other = newExchange.copy();
                int value = 100 + others.incrementAndGet();
                other.setExchangeId("of-another-node-" + value);
                String entry = new String(newExchange.getIn().getBody(byte[].class), StandardCharsets.UTF_8);
                other.getIn().setBody(entry.replace("\"a\":1", "\"a\":" + value).getBytes(StandardCharsets.UTF_8));
                Exchange unused = super.add(camelContext, key, oldExchange, other);
                throw new OptimisticLockingException();
            }
            return super.add(camelContext, key, oldExchange, newExchange);
        }
    }

    @Test
    void whatIsNoneOfOursIsCountedAsOther() throws Exception {
        start(routes -> {});
        Producer step = context.getEndpoint(put("a")).createProducer();
        Exchange odd = new DefaultExchange(context);
        odd.setMessage(new DefaultMessage(context) {
            @Override
            public Object getHeader(String name) {
                throw new UnsupportedOperationException("no headers here");
            }
        });
        assertThatThrownBy(() -> step.process(odd)).isInstanceOf(UnsupportedOperationException.class);
        assertCounted(SessionOperation.PUT, SessionType.LOCAL, StepOutcome.OTHER_FAILURE);
    }

    @Test
    void endpointCountsItsOwnStepsOnly() throws Exception {
        start(routes -> {});
        send(put("a"), "{\"a\":1}");
        send(put("a"), "[]");
        send(put("b"), "{}");
        SessionManagementEndpoint endpoint = context.getEndpoint(put("a"), SessionManagementEndpoint.class);
        assertThat(List.of(endpoint.getSteps(), endpoint.getFailedSteps())).containsExactly(2L, 1L);
    }

    @Test
    void nobodyIsTimedAsLongAsNobodyListens() throws Exception {
        start(routes -> {});
        send(put("a"), "{\"a\":1}");
        assertThat(component().observation().steps().isTimed()).isFalse();
        assertThat(component().observation().steps().start()).isZero();
    }

    @Test
    void boundedRepositoryThatTheApplicationBringsIsCountedNow() throws Exception {
        configuration().setAggregationRepository(new BoundedMemoryRepository(10));
        startWithoutHttp();
        assertThat(component().getSessions()).isEqualTo(-1);
        run(global("PUT", "a"), "{\"a\":1}", "Bearer " + token);
        assertThat(component().getSessions()).isEqualTo(1);
    }
}
