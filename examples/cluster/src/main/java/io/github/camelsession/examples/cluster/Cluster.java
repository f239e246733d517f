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

import java.io.PrintStream;
import java.util.concurrent.Callable;

/**
 * Starts a store and two nodes of the quick start that keep their sessions in it, kills one of them in the middle, and
 * checks that the other one has everything. The exit status says whether it had: 0, or 1; 2 is for a store that is not
 * known.
 */
public final class Cluster {
    private static final String DEFAULT_STORE = "postgresql";

    private final PrintStream out;

    Cluster(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new Cluster(System.out).run(args));
    }

    int run(String... args) {
        String name = args.length == 0 ? DEFAULT_STORE : args[0];
        Callable<Store> store = Store.named(name);
        if (store == null) {
            out.println("There is no store " + name + ": choose one of " + Store.NAMES
                    + ", as in mvn -q -Prun -pl examples/cluster -am -Dstore=" + DEFAULT_STORE);
            return 2;
        }
        return run(store);
    }

    int run(Callable<Store> starter) {
        try (Running running = new Running()) {
            try {
                play(running, starter);
                return 0;
            } catch (Exception e) {
                tell(e, running);
                return 1;
            }
        }
    }

    private void play(Running running, Callable<Store> starter) throws Exception {
        Store store = running.start(starter);
        out.println(store.welcome());
        Node a = startNode(running, store, 0);
        Node b = startNode(running, store, 1);
        store.awaitNodes(a, b);
        new Story(a, b, out).tell();
        out.println("\n" + store.epilogue());
        out.println("\nPASSED: node A was killed, and node B has everything.");
    }

    private void tell(Exception failure, Running running) {
        if (running.isToldToEnd()) {
            out.println("\nStopped before the end.");
        } else if (failure instanceof FailedException) {
            out.println("\nFAILED: " + failure.getMessage());
        } else {
            out.println("\nFAILED: something else went wrong:");
            failure.printStackTrace(out);
        }
    }

    private Node startNode(Running running, Store store, int number) throws Exception {
        Node node = running.start(() -> Node.start("AB".substring(number, number + 1), store.nodeOptions(number)));
        node.awaitReady();
        out.println("Node " + node.name() + " is process " + node.pid() + ", at " + node.url());
        return node;
    }
}
