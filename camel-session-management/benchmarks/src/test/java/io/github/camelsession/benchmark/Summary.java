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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader of one minute takes along: sentences, with the figures of the results in them. */
record Summary(List<Result> results) {
    private static final Pattern ID = Pattern.compile("\\{([A-Za-z0-9-]+)}");
    private static final String TEXT = """
            == In one minute

            * *A step costs a parse of its message, and half of one more where that is small.* A PUT of 1 KB takes {put-1KB-stream} of Jackson's bare parse, a GET
              {get-1KB-stream}; with 100 KB {put-100KB-stream} and {get-100KB-stream}. That matters only where a route does
              little else.
            * *A route gets faster, where variables did the job before:* LOCAL PUT and GET, against Map and variables
              {local-1KB-variables}, against jq {local-1KB-jq}.
            * *GLOBAL costs the token, and the session's way to its store.* Behind Jetty, with the built-in memory, GET leaves
              {http-get-hs256} and PUT {http-put-hs256} of the requests of a route without steps. At half of that load,
              the p99.9 of a PUT is {tail-put} of the empty route's.
            * *With a server as the store, the server decides:* against Spring Session on the same PostgreSQL, PUT makes
              {store-put-postgresql} and GET {store-get-postgresql}; on the same Redis {store-put-redis} and
              {store-get-redis}.
            * *Routes without a step pay little:* {unused-json} of their time, where they handle 1 KB of JSON. A start takes
              {start} more, {start-cds} with an archive of the classes.

            Below, each figure has its spread behind it: half of the measurements lie there. A ratio whose spread lies on both
            sides of the target is neither reached nor missed.

            """;

    /** A figure that was not measured is a dash. */
    String text() {
        return ID.matcher(TEXT).replaceAll(id -> Matcher.quoteReplacement(amount(id.group(1))));
    }

    private String amount(String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .map(Result::amount)
                .orElse("–");
    }
}
