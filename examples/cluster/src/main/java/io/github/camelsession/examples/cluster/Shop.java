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
package io.github.camelsession.examples.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What customers see of one node. Prints each request and its answer. */
final class Shop {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Node node;
    private final PrintStream out;

    Shop(Node node, PrintStream out) {
        this.node = node;
        this.out = out;
    }

    Customer login(String user, String password) throws IOException, InterruptedException, FailedException {
        String credentials = "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
        HttpResponse<String> answer = send("POST", "/login", null, credentials);
        say(user + ": POST /login", answer, "");
        return new Customer(
                user, JSON.readTree(answer.body()).get("access_token").asText());
    }

    void putCart(Customer customer, String body) throws IOException, InterruptedException, FailedException {
        say(customer.name + ": PUT /cart " + body, send("PUT", "/cart", customer.token, body), "");
    }

    String cart(Customer customer) throws IOException, InterruptedException, FailedException {
        HttpResponse<String> answer = send("GET", "/cart", customer.token, "");
        say(customer.name + ": GET /cart", answer, answer.body());
        return answer.body();
    }

    /** Returns what is to be paid. */
    int checkout(Customer customer) throws IOException, InterruptedException, FailedException {
        HttpResponse<String> answer = send("POST", "/checkout", customer.token, "");
        int total = JSON.readTree(answer.body()).path("totalCents").asInt();
        say(customer.name + ": POST /checkout", answer, "total: " + total + " cents");
        return total;
    }

    private void say(String request, HttpResponse<String> answer, String result) throws FailedException {
        out.println("   On " + node.name() + ", " + request + " -> " + answer.statusCode() + " " + result);
        if (answer.statusCode() / 100 != 2) {
            throw new FailedException("node " + node.name() + " answered " + answer.statusCode() + " " + answer.body()
                    + ". It said:\n" + node.output());
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Somebody who has logged in, on whichever node. */
    static final class Customer {
        private final String name;
        private final String token;

        private Customer(String name, String token) {
            this.name = name;
            this.token = token;
        }
    }
}
