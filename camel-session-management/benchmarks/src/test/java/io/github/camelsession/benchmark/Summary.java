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
import org.jspecify.annotations.Nullable;

/** What a reader of one minute takes along: sentences, with the figures of the results in them. */
record Summary(List<Result> results) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9-]+)(?:\\|(ours|theirs))?}");
    private static final String TEXT = """
            == In one minute

            * *A step takes some microseconds.* A LOCAL PUT of 1 KB took {global-put|theirs} here, a GLOBAL one with the built-in memory
              {global-put|ours}. Most of that is the parse of the message: of Jackson's bare parse, a PUT of 1 KB from a stream
              takes {put-1KB-stream}, and a GET {get-1KB-stream}; of 100 KB {put-100KB-stream} and {get-100KB-stream}. From a String
              it is {put-1KB-string} and {get-1KB-string}. You notice it where a route does little else.
            * *A route that kept fields in variables gets faster:* LOCAL PUT and GET of 1 KB are {local-1KB-variables} as fast as
              unmarshal, variables and marshal, and {local-1KB-jq} as fast as jq.
            * *GLOBAL costs the token, and the way to the store.* Behind Jetty, with the built-in memory, a GET leaves
              {http-get-hs256} and a PUT {http-put-hs256} of the requests of a route without steps. At half of that load, the p99.9 is
              {tail-get} (GET) and {tail-put} (PUT) of the empty route's; it differs from run to run.
            * *With a server as the store, the server decides:* against Spring Session on the same PostgreSQL, PUT makes
              {store-put-postgresql} and GET {store-get-postgresql} as many steps a second; on the same Redis {store-put-redis} and
              {store-get-redis}.
            * *Routes without a step pay little:* {unused-json} of their time, where they handle 1 KB of JSON. A JVM starts
              {start} later, and {start-cds} from an archive of the classes; single starts vary by more than that.

            Of {results} targets, {missed} were missed, and {open} neither reached nor missed: there, the middle half of the
            measurements, in brackets below, lies on both sides of the target. Each has its reason below the table.

            """;

    /** A figure that was not measured is a dash. */
    String text() {
        return NAME.matcher(TEXT).replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), name.group(2))));
    }

    private String value(String name, @Nullable String side) {
        return switch (name) {
            case "results" -> String.valueOf(results.size());
            case "missed" -> count(Verdict.MISSED);
            case "open" -> count(Verdict.OPEN);
            default ->
                results.stream()
                        .filter(result -> result.id().equals(name))
                        .findFirst()
                        .map(result -> of(result, side))
                        .orElse("–");
        };
    }

    private String count(Verdict verdict) {
        return String.valueOf(
                results.stream().filter(result -> result.verdict() == verdict).count());
    }

    private static String of(Result result, @Nullable String side) {
        if (side == null) {
            return result.amount();
        }
        Figure figure = side.equals("ours") ? result.ours() : result.theirs();
        return Figure.digits(figure.score()) + " " + figure.unit();
    }
}
