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

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** One member of a group that changes one session at once, each its own field: no update may be lost. */
final class SharedCart {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SoakClient client;
    private final String token;
    private final String field;

    private int acknowledged;

    SharedCart(SoakClient client, String token, int member) {
        this.client = client;
        this.token = token;
        this.field = "member" + member;
    }

    /** For all members; it outlives the soak. */
    static String login(SoakClient client) {
        return client.login("group", client.clock().instant().plus(Duration.ofDays(3_650)));
    }

    void count() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send("PUT", token, "{\"" + field + "\":" + (acknowledged + 1) + "}");
        if (answer.statusCode() == 200) {
            acknowledged++;
        } else if (answer.statusCode() != 409) {
            throw new AssertionError("A shared session answered " + answer.statusCode() + " " + answer.body());
        }
    }

    void check() throws IOException, InterruptedException {
        int stored = JSON.readTree(client.send("GET", token, "{}").body())
                .path(field)
                .intValue();
        if (stored != acknowledged) {
            throw new AssertionError(field + " stored " + acknowledged + " at last, and the session holds " + stored);
        }
    }
}
