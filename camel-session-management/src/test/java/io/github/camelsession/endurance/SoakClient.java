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

import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** What the users of the soak share: the nodes, a connection pool, the time, and the count of requests. */
record SoakClient(List<SoakNode> nodes, FastClock clock, HttpClient http, LongAdder requests) {
    /** Sent to either node. */
    HttpResponse<String> send(String operation, String token, String body) throws IOException, InterruptedException {
        return send(operation, token, body, "");
    }

    HttpResponse<String> send(String operation, String token, String body, String field)
            throws IOException, InterruptedException {
        requests.increment();
        SoakNode node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url(operation)))
                .header("X-Field", field)
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** A token of its own, and so a session of its own. */
    String login(String user, Instant expiresAt) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .claim("jti", UUID.randomUUID().toString())
                .expiresAt(expiresAt)
                .sign();
    }
}
