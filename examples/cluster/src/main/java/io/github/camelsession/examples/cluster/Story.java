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

import java.io.IOException;
import java.io.PrintStream;

/** What two customers do while one of the two nodes dies. */
final class Story {
    private static final String APPLES = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";
    private static final String APPLES_AND_BREAD =
            "{\"cart\":[{\"item\":\"apple\",\"quantity\":3},{\"item\":\"bread\",\"quantity\":1}]}";
    private static final String COFFEE = "{\"cart\":[{\"item\":\"coffee\",\"quantity\":1}]}";
    private static final String MORE_COFFEE = "{\"cart\":[{\"item\":\"coffee\",\"quantity\":2}]}";

    /** Three apples at 40 cents and a bread at 250. */
    private static final int APPLES_AND_BREAD_CENTS = 370;

    private final Node nodeA;
    private final Shop a;
    private final Shop b;
    private final PrintStream out;
    private int steps;

    Story(Node nodeA, Node nodeB, PrintStream out) {
        this.nodeA = nodeA;
        this.a = new Shop(nodeA, out);
        this.b = new Shop(nodeB, out);
        this.out = out;
    }

    void tell() throws IOException, InterruptedException, FailedException {
        step("Alice logs in on A, and Bob on B.");
        Shop.Customer alice = a.login("alice", "wonderland");
        Shop.Customer bob = b.login("bob", "builder");

        step("Both fill their carts, now on this node, now on that one.");
        a.putCart(alice, APPLES);
        check("Alice's cart on B", b.cart(alice), APPLES);
        b.putCart(alice, APPLES_AND_BREAD);
        check("Alice's cart on A", a.cart(alice), APPLES_AND_BREAD);
        b.putCart(bob, COFFEE);
        check("Bob's cart on A", a.cart(bob), COFFEE);
        a.putCart(bob, MORE_COFFEE);

        step("As soon as A has answered: kill -9 " + nodeA.pid() + ".");
        out.println("   A is dead, exit status " + nodeA.kill());

        step("B has what A was told last, and all the rest.");
        check("Bob's cart on B", b.cart(bob), MORE_COFFEE);
        check("Alice's cart on B", b.cart(alice), APPLES_AND_BREAD);

        step("And B goes on.");
        check("what Alice pays", b.checkout(alice), APPLES_AND_BREAD_CENTS);
        check("Alice's cart after the checkout", b.cart(alice), "{}");
        check("Bob's cart after it", b.cart(bob), MORE_COFFEE);
    }

    private void step(String what) {
        out.println("\n" + ++steps + ". " + what);
    }

    private static void check(String what, Object found, Object expected) throws FailedException {
        if (!found.equals(expected)) {
            throw new FailedException(what + " should be " + expected + ", but is " + found);
        }
    }
}
