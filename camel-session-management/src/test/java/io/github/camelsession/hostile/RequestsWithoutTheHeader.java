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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Sends requests that have a good token anywhere but in the header where it belongs. */
public final class RequestsWithoutTheHeader {
    private final Random random;
    private final int port;
    private final String token;
    private final AnywhereButTheHeader requests;

    public RequestsWithoutTheHeader(long seed, int port, String path, String token) {
        this.random = new Random(seed);
        this.port = port;
        this.token = token;
        this.requests = new AnywhereButTheHeader(random, path, token);
    }

    /** Returns those whose answer is such a one. */
    public List<String> send(int count, Predicate<String> isLetIn) {
        List<String> letIn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawHttp request = requests.next().impatient();
            String answer = answerTo(request);
            if (isLetIn.test(answer)) {
                letIn.add(request + " -> " + answer);
            }
        }
        return letIn;
    }

    private String answerTo(RawHttp request) {
        try {
            RawHttp.Answer answer = random.nextInt(8) == 0
                    ? request.sendChunked(port, "Authorization: Bearer " + token)
                    : request.send(port);
            return answer.body();
        } catch (IOException e) {
            // The server has closed the connection while the request was still being sent.
            return "";
        }
    }
}
