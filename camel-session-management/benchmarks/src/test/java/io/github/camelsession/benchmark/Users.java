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
package io.github.camelsession.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users of an HTTP server: what each sends to be known, and the requests of all. */
final class Users {
    private final int port;
    private final List<String> headers;

    /** @param headers of each user, lines with their ends */
    Users(int port, List<String> headers) {
        this.port = port;
        this.headers = headers;
    }

    static Users withTokens(int port, Signature signature, Effort effort) {
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < number(effort); i++) {
            headers.add("Authorization: " + BareSteps.authorization(signature.issuer(), "user " + i) + "\r\n");
        }
        return new Users(port, headers);
    }

    static Users anonymous(int port, Effort effort) {
        return new Users(port, Collections.nCopies(number(effort), ""));
    }

    /** As before, and each with the cookie of a session that he has opened. */
    Users withCookies(String path, Pattern pattern) throws IOException {
        List<String> more = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (String header : headers) {
                connection.exchange(Traffic.request("GET", path, header, ""));
                Matcher cookie = pattern.matcher(connection.answer());
                if (!cookie.find()) {
                    throw new IOException("the server gave no session cookie");
                }
                more.add(header + "Cookie: " + cookie.group() + "\r\n");
            }
        }
        return new Users(port, more);
    }

    /** Few enough for the caches of everybody. */
    static int number(Effort effort) {
        return effort.sessions() / 1_000;
    }

    Traffic get(String path) {
        return new Traffic(
                port,
                headers.stream()
                        .map(header -> Traffic.request("GET", path, header, ""))
                        .toList());
    }

    /** Each user's orders differ from one to the next. */
    Traffic put(String path) {
        List<byte[]> requests = new ArrayList<>();
        for (int version = 0; version < 2; version++) {
            for (int i = 0; i < headers.size(); i++) {
                requests.add(Traffic.request("PUT", path, headers.get(i), Orders.order(1, i + version)));
            }
        }
        return new Traffic(port, requests);
    }

    /** So that nobody measures how fast nothing is done: what the first user PUT comes back to him by GET. */
    void checkThatSessionsWork(String putPath, String getPath) throws IOException {
        put(putPath).runOnce();
        try (HttpConnection connection = new HttpConnection(port)) {
            connection.exchange(Traffic.request("GET", getPath, headers.get(0), ""));
            if (!connection.answer().contains("\"total\":101.01")) {
                throw new IOException("GET " + getPath + " does not answer what was PUT: " + connection.answer());
            }
        }
    }
}
