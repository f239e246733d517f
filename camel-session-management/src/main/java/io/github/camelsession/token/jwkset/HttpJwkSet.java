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
package io.github.camelsession.token.jwkset;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK set from the network, within its limits whatever the server does. Does not follow redirects, because they
 * could lead to a location that {@link JwkSetLocation} would refuse.
 */
final class HttpJwkSet implements Callable<String> {
    private final HttpRequest request;
    private final HttpLimits limits;
    private final @Nullable SSLContext tls;

    HttpJwkSet(URI uri, HttpLimits limits, @Nullable SSLContext tls) {
        this.limits = limits;
        this.tls = tls;
        this.request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    /** Uses a new client for each fetch: fetches are rare, and no thread or connection is kept between them. */
    @Override
    public String call() throws IOException {
        try (HttpFetch fetch = new HttpFetch(limits, tls)) {
            return content(fetch.get(request));
        }
    }

    private static String content(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answers " + status + " instead of 200"
                    + (status / 100 == 3 ? ", and redirects are not followed" : ""));
        }
        String coding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw new IOException("the server compresses it (" + coding + ") without being asked to, and compressed"
                    + " content is not supported");
        }
        return answer.body();
    }
}
