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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A JWK set on the network, read within its limits whatever the server does. Redirects are not followed: they could
 * lead to a place that {@link JwkSetLocations} would refuse.
 */
final class HttpJwkSet implements JwkSetLocation {
    private final HttpRequest request;
    private final HttpLimits limits;

    HttpJwkSet(URI uri, HttpLimits limits) {
        this.limits = limits;
        this.request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    /** With a client of its own: fetches are rare, and between them no thread or connection is kept. */
    @Override
    public String read() throws IOException {
        try (HttpFetch fetch = HttpFetch.within(limits)) {
            return content(fetch.get(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String content(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answers " + answer.statusCode() + " instead of 200");
        }
        return answer.body();
    }
}
