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
package io.github.camelsession.examples.pagination;

import java.io.PrintStream;
import java.util.Map;

/** Two nights of a migration: the first one fails in the middle, the second one goes on from there. */
public final class App {
    private App() {}

    public static void main(String[] args) throws Exception {
        tell(System.out);
    }

    static void tell(PrintStream out) throws Exception {
        try (Migration migration = new Migration(Map.of())) {
            out.println("\nFirst night. Invoice 13 is a credit note, which the ledger does not take.");
            String firstNight = migration.run("");
            out.println("The answer: " + firstNight);

            out.println("\nIn the morning somebody makes an invoice of it.");
            migration.change("update invoice set cents = 1300 where id = 13");

            out.println("\nSecond night. The message is the answer of the first one.");
            String secondNight = migration.run(firstNight);
            out.println("The answer: " + secondNight);

            out.println("\nThe ledger has "
                    + migration.rows("select count(*) as invoices, sum(cents) as cents from ledger"));
        }
    }
}
