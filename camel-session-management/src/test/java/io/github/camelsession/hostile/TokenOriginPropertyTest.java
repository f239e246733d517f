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
package io.github.camelsession.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A good token that is not in the header opens no session, whatever a server makes of the request: the requests are not
 * listed but made at random, for a list has only what somebody thought of. {@code -Dorigin.seed} repeats a run, {@code
 * -Dorigin.requests} makes it longer.
 */
class TokenOriginPropertyTest extends EveryConsumerTest {
    private static final long SEED = Long.getLong("origin.seed", System.nanoTime());
    /** For each of twelve doors. */
    private static final int REQUESTS = Integer.getInteger("origin.requests", 200);

    private RawHttp.Answer send(Door door, RawHttp request, boolean trailer) throws Exception {
        try {
            return trailer
                    ? shop(door).sendChunked(request, "Authorization: Bearer " + TOKEN)
                    : shop(door).send(request);
        } catch (IOException e) {
            // The server has closed the connection while the request was still being sent.
            return new RawHttp.Answer(0, "");
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenThatIsNotInTheHeaderOpensNoSession(Door door, TestReporter reporter) throws Exception {
        reporter.publishEntry("origin.seed", String.valueOf(SEED));
        Random random = new Random(SEED + door.toString().hashCode());
        AnywhereButTheHeader requests = new AnywhereButTheHeader(random, door.path() + "/get", TOKEN);
        List<String> letIn = new ArrayList<>();
        int denied = 0;
        for (int i = 0; i < REQUESTS; i++) {
            RawHttp request = requests.next().impatient();
            RawHttp.Answer answer = send(door, request, random.nextInt(8) == 0);
            // Undertow and Camel answer OPTIONS by themselves, with 200 and nothing in it; and a path that a server has
            // shortened may be that of the route without a session, which answers "plain".
            if (answer.body().contains("cart")
                    || (answer.status() == 200
                            && !answer.body().isEmpty()
                            && !answer.body().equals("plain"))) {
                letIn.add(request + " -> " + answer);
            }
            denied += answer.status() == 401 ? 1 : 0;
        }
        assertThat(letIn).as("-Dorigin.seed=%s", SEED).isEmpty();
        // Most must have come as far as the step, or the test says nothing about it.
        assertThat(denied).as("denied of %s", REQUESTS).isGreaterThan(REQUESTS / 4);
        assertSessionIsUntouched(door);
    }
}
