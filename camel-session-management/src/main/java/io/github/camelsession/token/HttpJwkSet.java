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
package io.github.camelsession.token;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JWK set on the network, read within its limits whatever the server does. Redirects are not followed: they could
 * lead to a place that {@link JwkSetLocations} would refuse.
 */
final class HttpJwkSet implements JwkSetLocation {
    private final HttpRequest request;
    private final HttpLimits limits;
    // Not HttpURLConnection: its time-outs count from byte to byte, and one that trickles can not be closed for good.
    private final HttpClient client;

    HttpJwkSet(URI uri, HttpLimits limits) {
        this.limits = limits;
        this.request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    @Override
    public String read() throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, response -> new LimitedText(limits.bytes()));
        try {
            return content(answer.get(limits.total().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException(
                    "the server takes longer than " + limits.total().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException("the server can not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // Closes the connection if the answer has not come.
            answer.cancel(true);
        }
    }

    private static String content(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answers " + answer.statusCode() + " instead of 200");
        }
        return answer.body();
    }
}
