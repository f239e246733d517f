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
package io.github.camelsession.history.partition;

import io.github.camelsession.history.partition.Counters.Losses;
import io.github.camelsession.history.partition.Links.Direction;
import java.util.concurrent.TimeUnit;

/** A cluster that is split for longer than its members take to notice, and healed: what is lost of what both sides did. */
final class HazelcastSplit {
    private static final int SESSIONS = 100;
    private static final int CUT_SECONDS = 30;

    private HazelcastSplit() {}

    /** @param minority the member that is cut off; it also holds a share of the sessions */
    static Losses lossesIn(HazelcastMembers members, String name, int minority) throws Exception {
        try (Counters counters = new Counters(members.nodes(), name, SESSIONS)) {
            TimeUnit.SECONDS.sleep(3);
            long from = System.nanoTime();
            members.cut(minority, Direction.BOTH);
            TimeUnit.SECONDS.sleep(CUT_SECONDS);
            long until = System.nanoTime();
            members.heal();
            members.awaitAllMembers();
            TimeUnit.SECONDS.sleep(5);
            return counters.stop(from, until, minority);
        }
    }
}
