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
package io.github.camelsession.history;

import io.github.camelsession.history.Answer.Undone;
import io.github.camelsession.history.Linearizability.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** Ten clients ask several nodes for steps on the same new sessions, all at once; each call is recorded. */
public final class Round {
    private static final int CLIENTS = 10;
    private static final Duration UNDONE_PAUSE = Duration.ofMillis(5);
    private static final int BUDGET = 300_000;
    /** After so many calls each, the clients wait for each other and read: else a busy machine makes the search endless. */
    private static final int TOGETHER = 5;

    /** No two tokens are the same: each has another end. */
    private static final AtomicInteger LOGINS = new AtomicInteger();

    private static final SessionModel MODEL = new SessionModel(Node.MAX_SESSION_SIZE);

    private final List<? extends SessionService> nodes;
    private final List<User> users = new ArrayList<>();
    private final long seed;

    private record User(String subject, String token, String endedToken, String shortToken, List<Call> calls) {
        static User of(String subject) {
            Instant now = Instant.now();
            return new User(
                    subject,
                    Node.token(subject, now.plusSeconds(3600)),
                    Node.token(subject, now.minusSeconds(3600)),
                    Node.token(subject, now.plusSeconds(1)),
                    new ArrayList<>());
        }

        synchronized void add(Call call) {
            calls.add(call);
        }

        synchronized List<Call> recorded() {
            return List.copyOf(calls);
        }
    }

    /** @param name nothing else has it */
    public Round(List<? extends SessionService> nodes, String name, int sessions, long seed) {
        this.nodes = nodes;
        this.seed = seed;
        for (int i = 0; i < sessions; i++) {
            users.add(User.of(name + "-" + i));
        }
    }

    /** @param goesOn asked by each client before each of its calls, with their number */
    public Round run(IntPredicate goesOn) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        Phaser meeting = new Meeting();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                running.add(clients.submit(() -> {
                    try {
                        work(client, goesOn, meeting);
                    } finally {
                        meeting.arriveAndDeregister();
                    }
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
        return this;
    }

    /** One of the clients reads while the others wait. */
    private final class Meeting extends Phaser {
        Meeting() {
            super(CLIENTS);
        }

        @Override
        protected boolean onAdvance(int phase, int clients) {
            if (clients > 0) {
                readAll();
            }
            return clients == 0;
        }
    }

    private void work(int client, IntPredicate goesOn, Phaser meeting) {
        StepDice dice = new StepDice(seed, client);
        for (int calls = 0; goesOn.test(calls); calls++) {
            if (calls % TOGETHER == TOGETHER - 1) {
                meeting.arriveAndAwaitAdvance();
            }
            User user = users.get(dice.below(users.size()));
            int node = dice.below(nodes.size());
            if (dice.chance(0.02)) {
                if (!(call(client, node, user, user.endedToken, dice.step()) instanceof Undone)) {
                    throw new AssertionError("a token that has ended was let in");
                }
            } else if (dice.chance(0.02)) {
                logInAndOut(client, user, dice);
            } else {
                Answer answer = call(client, node, user, dice.chance(0.05) ? user.shortToken : user.token, dice.step());
                if (answer instanceof Undone) {
                    // As a user who has seen an error; a store that is down gives thousands of them else.
                    LockSupport.parkNanos(UNDONE_PAUSE.toNanos());
                }
            }
        }
    }

    /** With a token of its own. Once it is told to be ended, no node takes it any more. */
    private void logInAndOut(int client, User user, StepDice dice) {
        String token = Node.token(user.subject, Instant.now().plusSeconds(3600 + LOGINS.incrementAndGet()));
        call(client, dice.below(nodes.size()), user, token, dice.step());
        Answer end = call(client, dice.below(nodes.size()), user, token, Step.namingAll(Step.Kind.END));
        Answer afterwards = call(client, dice.below(nodes.size()), user, token, dice.step());
        boolean isLetIn = afterwards instanceof Answer.Done || afterwards instanceof Answer.Refused;
        if (end instanceof Answer.Done && isLetIn) {
            throw new AssertionError("a token that was logged out was let in: " + afterwards);
        }
    }

    private Answer call(int client, int node, User user, String token, Step step) {
        long start = System.nanoTime();
        Answer answer = nodes.get(node).ask(step, token);
        user.add(new Call("client " + client + " node " + node, step, answer, start, System.nanoTime()));
        return answer;
    }

    Round afterwards(Runnable step) {
        step.run();
        return this;
    }

    /** By all nodes, one after the other: what was told to be stored is there, and stays. */
    public Round readAll() {
        for (User user : users) {
            for (int node = 0; node < nodes.size(); node++) {
                call(CLIENTS, node, user, user.token, Step.namingAll(Step.Kind.GET));
            }
        }
        return this;
    }

    public Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (User user : users) {
            verdicts.put(user.subject, Linearizability.of(MODEL, user.recorded(), BUDGET));
        }
        return verdicts;
    }

    public boolean isDecided() {
        return verdicts().values().stream().noneMatch(verdict -> verdict.kind() == Verdict.Kind.UNDECIDED);
    }

    /** @throws AssertionError if a session was not as if one step had come after the other */
    void verify() {
        verdicts().forEach((subject, verdict) -> {
            if (!verdict.isGood()) {
                throw new AssertionError(
                        "seed " + seed + ", session " + subject + ": " + verdict.kind() + "\n" + verdict.explanation());
            }
        });
    }

    /** Each session's calls, a file each, in the order of their ends, for whoever looks for the reason. */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        long origin = calls().stream().mapToLong(Call::start).min().orElse(0);
        for (User user : users) {
            List<String> lines = user.recorded().stream()
                    .sorted(Comparator.comparingLong(Call::end))
                    .map(call -> "%10.3f-%10.3f ms %s %s -> %s"
                            .formatted(
                                    (call.start() - origin) / 1e6,
                                    (call.end() - origin) / 1e6,
                                    call.who(),
                                    call.step(),
                                    call.answer()))
                    .toList();
            Files.write(folder.resolve(user.subject() + ".txt"), lines);
        }
        return folder;
    }

    public List<Call> calls() {
        return users.stream().flatMap(user -> user.recorded().stream()).toList();
    }
}
