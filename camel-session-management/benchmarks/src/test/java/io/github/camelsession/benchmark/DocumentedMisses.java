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

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a target is missed, or reached in one run and missed in the next. */
final class DocumentedMisses {
    private static final String STRING =
            "Bytes take four to five tenths more than a parse, as said above. Beside that, a String becomes bytes before it is"
                    + " parsed (0.17 of a parse), and after a GET becomes a String again (0.1)."
                    + " Half of that is new memory that is filled. Jackson's parser of characters needs neither and takes 1.42"
                    + " times as long as its parser of bytes on the same text. Bodies of bytes and streams, which HTTP consumers"
                    + " give, have nothing of that.";
    private static final String ONE_KILOBYTE =
            "The target leaves a third of a parse for an exchange, its session, a header, the counts, and all attributes"
                    + " put in their places. These take four to five tenths of a parse; a stream is copied, too.";
    private static final String HTTP_PUT =
            "Client and server share two processors. Of what the server does for a PUT, three tenths are the step's, and the"
                    + " target leaves an eighth. A profile of it: the update of the session 40 %, the token 23 % (a fifth of it"
                    + " is the SHA-256 by which the token is known again), Jackson's parse of the body 22 %, the rest in"
                    + " small parts. In a loop on one thread the step takes a third of the time that it"
                    + " takes here, where the sessions and tokens of a thousand users and the code of a whole server push each"
                    + " other out of the caches.";
    private static final String HTTP_GET =
            "At the edge. A fifth of what the server does is the step's, and four tenths of that the token. The rounds of one"
                    + " run differ by a tenth.";
    private static final String HTTP_SESSION =
            "The peer verifies no token, and a GET of it costs so little that a route"
                    + " without any step answers hardly more: the target is beyond what a step could reach. A PUT misses it for the same"
                    + " reasons as beside the empty route.";
    private static final String JQ =
            "jq works on Jackson's tree, which is a good way too. Of our time for 1 KB the two steps take two thirds, and about"
                    + " half of that is Jackson's bare parse of the two messages; the rest is the route's, which the peer has"
                    + " too. The later message is a String, which costs the GET half of a parse more than bytes would.";
    private static final String REDIS_PUT =
            "At the edge. Redisson sends the stored value along with the new one, for Redis"
                    + " to compare; Spring Session compares nothing, and sends what has changed.";

    private static final String VERSIONED =
            "At the edge, on one side or the other from run to run: a fifth of a GET is left for the SHA-256 of the fields and"
                    + " its text.";

    private static final String ENCRYPTED =
            "The calls of the JDK alone, which have a row of their own, take more than the 0.3 of a step that the target leaves."
                    + " A GET decrypts one entry, a PUT decrypts one and encrypts one, each with a key of its own, and Java 17"
                    + " takes longer to prepare a key for AES than to encrypt 1 KB with it; Java 25 takes 0.4 of that.";

    private static final String LINT =
            "At the edge, on one side or the other from run to run: the look takes about a tenth of what Camel takes to start"
                    + " these routes.";

    private static final String START =
            "Some 400 classes more are loaded and run for the first time: 240 of the component, a third of them for the look at"
                    + " the routes, 70 of lambdas, and those of Nimbus and of Camel that the key, the store and the sweep need."
                    + " An archive spares the reading of classes, not the first run of their code.";

    private static final Map<String, String> REASONS = reasons();

    private DocumentedMisses() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String size : new String[] {"1KB", "100KB", "1MB"}) {
            reasons.put("put-" + size + "-string", STRING);
            reasons.put("get-" + size + "-string", STRING);
        }
        reasons.put("local-1KB-jq", JQ);
        reasons.put("local-100KB-jq", JQ);
        for (String kind : new String[] {"bytes", "stream"}) {
            reasons.put("put-1KB-" + kind, ONE_KILOBYTE);
            reasons.put("get-1KB-" + kind, ONE_KILOBYTE);
        }
        for (Signature signature : Signature.values()) {
            reasons.put("http-put-" + signature.label(), HTTP_PUT);
            reasons.put("http-get-" + signature.label(), HTTP_GET);
        }
        reasons.put("http-session-get", HTTP_SESSION);
        reasons.put("http-session-put", HTTP_SESSION);
        reasons.put("store-put-redis", REDIS_PUT);
        reasons.put("operations-versioned", VERSIONED);
        reasons.put("encrypted-put", ENCRYPTED);
        reasons.put("encrypted-get", ENCRYPTED);
        reasons.put(
                "hot-throughput",
                "At the edge, on one side or the other from run to run: a thread that waits lets others run fifty times before"
                        + " it parks, and whether its turn comes by then depends on what else the two processors do.");
        reasons.put(
                "encrypted-put-bare",
                "At the edge, on one side or the other from run to run: beside the calls of the JDK, the entry is put together"
                        + " around what is encrypted, and taken apart again.");
        reasons.put(
                "cookie-get",
                "At the edge, on one side or the other from run to run: the cookies of each request are read and compared, and"
                        + " the token is taken off the message.");
        for (String operation : new String[] {"get", "put"}) {
            reasons.put(
                    "tail-" + operation,
                    "From run to run between 0.7 and 2.1 times, for GET and PUT alike. The slowest of a thousand are those that"
                            + " come while the server's collector has stopped it: three or four times in the six seconds of a"
                            + " window, for 5 to 9 ms each, with and without a step.");
        }
        reasons.put(
                "growth-1M",
                "At the edge, on one side or the other from run to run: the entries of the thousand users lie among a"
                        + " million others, and so more of them outside of the processor's caches.");
        reasons.put(
                "sweep-1M",
                "From run to run between 0.9 and 26 times. The store keeps no request waiting: ten of 12,000 at most took more"
                        + " than 0.2 ms in it. The late ones had no processor: requests and sweep keep both busy here, and"
                        + " whatever else runs takes one for 3 to 4 ms at a time.");
        for (String shape : new String[] {"independent", "star", "chain", "global"}) {
            reasons.put("lint-" + shape + "-100", LINT);
            reasons.put("lint-" + shape + "-1000", LINT);
        }
        reasons.put(
                "get-1MB-stream",
                "At the edge, on one side or the other from run to run. 1 MB is more than the processor's caches hold, and is"
                        + " written twice here, as the copy of the stream and as the new body: the row depends on what else"
                        + " uses the memory of the machine.");
        reasons.put("function-object", "A time, and no ratio, so it depends on the machine.");
        reasons.put(
                "unused-json",
                "From run to run between 0.4 and 4 % more; two contexts without the component differ by 1 %. What a new exchange"
                        + " costs is the same as in the shortest route, some 100 ns on this machine.");
        reasons.put(
                "sweep-postgresql-1M-p99",
                "At the edge, on one side or the other from run to run: the server, the sweep and the clients share two"
                        + " processors.");
        reasons.put(
                "issue",
                "The target leaves a quarter of Nimbus' time for reading the claims from the body and for putting the token on"
                        + " the message. These take a little more.");
        reasons.put("start", START);
        reasons.put("start-cds", START);
        reasons.put(
                "unused-shortest",
                "Three percent of such a route are 25 ns. When an EIP copies an exchange, Camel tells only an"
                        + " object that is on the exchange already, and the map that Camel makes for such objects takes"
                        + " 45 ns. The event of a new exchange takes 4 ns, and our object, without the session, 10 to 20.");
        return reasons;
    }

    /** By the id of the result; null if it should not miss. */
    static String reasonFor(Result result) {
        return REASONS.get(result.id());
    }
}
