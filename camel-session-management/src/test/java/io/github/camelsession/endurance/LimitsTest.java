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
package io.github.camelsession.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One user is greedy, one is modest, at the same time: the greedy one meets a limit, the modest one meets nobody. */
class LimitsTest {
    private static final int ROUNDS = 300;

    private final SessionRoutes steps;
    private final String modest = SessionRoutes.newToken();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    LimitsTest() throws Exception {
        steps = new SessionRoutes();
        steps.configure().setUpdateTimeout(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        steps.close();
    }

    /** Puts what is counted and gets it back, while the greedy one does its worst; answers what that came to. */
    private List<SessionManagementException> besideTheModestOne(Callable<Exchange> greedy) throws Exception {
        steps.started();
        steps.answer("PUT", modest, "{\"n\":-1}");
        CountDownLatch both = new CountDownLatch(2);
        Future<List<SessionManagementException>> failures = threads.submit(() -> {
            both.countDown();
            both.await();
            List<SessionManagementException> failed = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                SessionManagementException failure = greedy.call().getException(SessionManagementException.class);
                if (failure != null) {
                    failed.add(failure);
                }
            }
            return failed;
        });
        both.countDown();
        both.await();
        for (int i = 0; i < ROUNDS; i++) {
            steps.answer("PUT", modest, "{\"n\":" + i + "}");
            assertThat(steps.answer("GET", modest, "{}")).isEqualTo("{\"n\":" + i + "}");
        }
        return failures.get();
    }

    private static void assertLimit(List<SessionManagementException> failures, String option) {
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining(option)
                        .isInstanceOfSatisfying(
                                SessionLimitException.class,
                                limit -> assertThat(limit.getOption()).isEqualTo(option)));
    }

    @Test
    void sessionsBeyondMaxSessionsAreRefused() throws Exception {
        steps.configure().setMaxSessions(100);
        List<SessionManagementException> failures =
                besideTheModestOne(() -> steps.step("PUT", SessionRoutes.newToken(), "{\"a\":1}"));
        assertThat(failures).hasSize(ROUNDS - 99);
        assertLimit(failures, "maxSessions");
    }

    @Test
    void sessionBeyondMaxSessionSizeIsRefusedAndStaysAsItWas() throws Exception {
        steps.configure().setMaxSessionSize(10_000);
        String greedy = SessionRoutes.newToken();
        List<Integer> field = new ArrayList<>();
        List<SessionManagementException> failures = besideTheModestOne(() -> {
            field.add(1);
            return steps.step("PUT", greedy, "{\"f" + field.size() + "\":\"" + "x".repeat(500) + "\"}");
        });
        assertLimit(failures, "maxSessionSize");
        assertThat(steps.answer("GET", greedy, "{}"))
                .hasSizeBetween(9_400, 10_000)
                .contains("\"f1\"");
    }

    @Test
    void moreTokensThanTheCacheHoldsAreAcceptedAllTheSame() throws Exception {
        steps.configure().setTokenCacheSize(10);
        assertThat(besideTheModestOne(() -> steps.step("GET", SessionRoutes.newToken(), "{}")))
                .isEmpty();
    }

    static List<String> bodiesBeyondTheLimitsOfJson() {
        return List.of(
                "{\"a\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}",
                "{\"" + "n".repeat(50_001) + "\":1}",
                "{\"a\":\"" + "x".repeat(20_000_001) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("bodiesBeyondTheLimitsOfJson")
    void bodyBeyondALimitOfJsonIsRefused(String body) throws Exception {
        String greedy = SessionRoutes.newToken();
        steps.configure().setMaxSessionSize(1 << 30);
        int size = body.length();
        List<SessionManagementException> failures =
                besideTheModestOne(() -> steps.step("PUT", greedy, size > 1_000_000 ? tenth(body) : body));
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(InvalidMessageBodyException.class)
                        .hasMessageContaining("exceeds a limit"));
        assertThat(steps.answer("GET", greedy, "{}")).isEqualTo("{}");
    }

    private int calls;

    /** Twenty megabytes, but not each time. */
    private String tenth(String body) {
        return calls++ % 50 == 0 ? body : "{}";
    }
}
