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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Requests that many connections send at once, each its next one as soon as the last one is answered. */
final class Traffic {
    static final int CONNECTIONS = 16;
    private static final int PARTS = 4;
    private static final int MOST_ROUNDS = 40;

    private final int port;
    private final List<byte[]> requests;

    /** @param requests the connections share them, and begin again after the last */
    Traffic(int port, List<byte[]> requests) {
        this.port = port;
        this.requests = requests;
    }

    /** @param headers lines with their ends */
    static byte[] request(String method, String path, String headers, String body) {
        byte[] content = body.getBytes(UTF_8);
        String length = content.length == 0
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n";
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + length + "\r\n" + body)
                .getBytes(UTF_8);
    }

    /** Requests in a second, and what one in a hundred waited longer than. */
    record Round(double perSecond, double p99Millis) {}

    record Pair(Figure ours, Figure theirs, Spread ratios) {}

    /**
     * Short rounds of one and the other in turns, when the servers are warm; the two whose ratio is the median one, for both
     * met what else the machine did just then.
     */
    static Pair inTurns(Traffic ours, Traffic theirs, Effort effort) throws Exception {
        warmUp(ours, theirs, effort);
        List<Round[]> rounds = new ArrayList<>();
        for (int i = 0; i < effort.repetitions() * PARTS; i++) {
            Duration window = effort.window().dividedBy(PARTS);
            rounds.add(new Round[] {ours.run(window), theirs.run(window)});
        }
        rounds.sort(Comparator.comparingDouble(round -> round[0].perSecond / round[1].perSecond));
        Round[] median = rounds.get(rounds.size() / 2);
        Spread ratios = Spread.of(rounds.stream()
                .map(round -> round[0].perSecond / round[1].perSecond)
                .toList());
        return new Pair(figure(median[0]), figure(median[1]), ratios);
    }

    /** Until it gets no faster: two processors compile a server and a client for a minute or more. */
    static void warmUp(Traffic ours, Traffic theirs, Effort effort) throws Exception {
        double most = 0;
        int rounds = 0;
        for (int noFaster = 0; noFaster < Math.min(effort.repetitions(), 3) && rounds < MOST_ROUNDS; rounds++) {
            double now = ours.run(effort.window()).perSecond()
                    + theirs.run(effort.window()).perSecond();
            noFaster = now > 1.02 * most ? 0 : noFaster + 1;
            most = Math.max(most, now);
        }
    }

    /** Each request once. */
    void runOnce() throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            for (byte[] request : requests) {
                connection.exchange(request);
            }
        }
    }

    Round run(Duration window) throws Exception {
        long start = System.nanoTime();
        long[] nanos = all(0, start + window.toNanos());
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(nanos.length / seconds, nanos[nanos.length * 99 / 100] / 1e6);
    }

    /**
     * Requests come at this rate, whether those before are answered or not; what one waits for its connection counts.
     *
     * @return what one in a thousand waited longer than
     */
    double p999Millis(double perSecond, Duration window) throws Exception {
        long[] nanos = all((long) (CONNECTIONS * 1e9 / perSecond), System.nanoTime() + window.toNanos());
        return nanos[(int) (nanos.length * 0.999)] / 1e6;
    }

    /**
     * @param pause between two requests of one connection; 0 if it does not wait
     * @return how long each request took, the longest last
     */
    private long[] all(long pause, long until) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<long[]>> users = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                users.add(() -> use(first, pause, until));
            }
            long[] nanos = {};
            for (Future<long[]> user : threads.invokeAll(users)) {
                nanos = joined(nanos, user.get());
            }
            Arrays.sort(nanos);
            return nanos;
        } finally {
            threads.shutdownNow();
        }
    }

    /** @return how long each request took */
    private long[] use(int first, long pause, long until) throws IOException {
        long[] nanos = new long[1024];
        int done = 0;
        try (HttpConnection connection = new HttpConnection(port)) {
            // The connections are not to begin at once.
            long start = System.nanoTime() + pause * first / CONNECTIONS;
            do {
                LockSupport.parkNanos(start - System.nanoTime());
                connection.exchange(requests.get((first + done * CONNECTIONS) % requests.size()));
                long end = System.nanoTime();
                if (done == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * done);
                }
                nanos[done++] = end - start;
                start = pause == 0 ? end : start + pause;
            } while (start < until);
        }
        return Arrays.copyOf(nanos, done);
    }

    private static long[] joined(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static Figure figure(Round round) {
        return Figure.exactly(round.perSecond, "requests/s, p99 " + Figure.digits(round.p99Millis) + " ms");
    }
}
