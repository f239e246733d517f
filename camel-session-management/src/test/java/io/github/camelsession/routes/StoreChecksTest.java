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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.support.KeyValueRepository;
import io.github.camelsession.token.TestTokens;
import java.util.function.Consumer;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with where sessions are kept fails the start, too. */
class StoreChecksTest extends HttpRouteTest {
    private void assertStartFails(Consumer<SessionManagementConfiguration> configure, String... words) {
        configure.accept(configuration());
        assertThatThrownBy(() -> start(routes -> routes.from("direct:a").to(global("GET", "cart"))))
                .satisfies(failure -> {
                    for (String word : words) {
                        assertThat(failure).hasStackTraceContaining(word);
                    }
                });
        assertThat(context.isStarted()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    @SuppressWarnings("NullAway") // Java code may set what the type does not allow
    void namespaceThatIsSetToNothingFailsTheStart(@Nullable String namespace) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setNamespace(namespace);
                },
                "namespace is ");
    }

    @Test
    void repositoryThatDoesNotCompareFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAggregationRepository(new MemoryAggregationRepository(false));
                },
                "does not compare and swap",
                "lockOnlyRepository=true");
    }

    @Test
    void keyValueRepositoryOfCamelFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAggregationRepository(new KeyValueRepository());
                },
                KeyValueRepository.class.getName() + " does not compare and swap",
                "set another aggregationRepository",
                "lockOnlyRepository=true");
    }

    @Test
    void repositoryThatDoesNotCompareIsTakenWhenTheOptionAdmitsIt() throws Exception {
        configuration().setAggregationRepository(new MemoryAggregationRepository(false));
        configuration().setLockOnlyRepository(true);
        startCart();
        String alice = tokenOf("alice");
        put("/put", alice, "{\"cart\":1}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":1}");
    }
}
