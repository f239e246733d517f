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

import io.github.camelsession.history.Step.Kind;
import java.util.Random;

/** Steps by chance. Each value is written once, so that it tells who wrote it. */
final class StepDice {
    private static final String[] NAMES = {"a", "b", "c", "d"};
    private static final String COUNTER = "n";
    private static final String LIST = "l";
    private static final String OBJECT = "o";
    private static final String[] ALL = {"a", "b", "c", "d", COUNTER, LIST, OBJECT};

    private final Random random;
    private final int client;
    private int values;

    StepDice(long seed, int client) {
        this.random = new Random(seed * 1_000_003 + client);
        this.client = client;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Half of all name what is not there, or do not fit: steps that fail are what this is about. */
    Step step() {
        int dice = random.nextInt(100);
        if (dice < 12) {
            return Step.namingAll(Kind.GET);
        } else if (dice < 16) {
            return Step.naming(Kind.CONTAINS, name(), name());
        } else if (dice < 28) {
            return Step.put(name(), value());
        } else if (dice < 42) {
            return Step.putIfAbsent(name(), value());
        } else if (dice < 58) {
            return Step.naming(Kind.DELETE, name());
        } else if (dice < 60) {
            return Step.namingAll(Kind.CLEAR);
        } else if (dice < 92) {
            return combining(dice - 60);
        }
        return Step.put(name(), large());
    }

    /** What comes of these depends on what is there; one in ten does not fit it. */
    private Step combining(int dice) {
        if (dice < 10) {
            return Step.storing(Kind.ADD, seldomAny(COUNTER), value());
        } else if (dice < 19) {
            return Step.storing(Kind.APPEND, seldomAny(LIST), value());
        } else if (dice < 25) {
            String member = random.nextBoolean() ? "x" : "y";
            return Step.storing(
                    Kind.MERGE, seldomAny(OBJECT), "{\"" + member + "\":" + (chance(0.3) ? "null" : value()) + "}");
        }
        return Step.naming(Kind.TAKE, ALL[random.nextInt(ALL.length)], seldomAny(COUNTER));
    }

    private String seldomAny(String name) {
        return chance(0.1) ? ALL[random.nextInt(ALL.length)] : name;
    }

    /** Fits, or does not, or does only where little else is. */
    private String large() {
        return "\"" + value() + "-".repeat(50 + random.nextInt(70)) + "\"";
    }

    private String value() {
        return Integer.toString((client + 1) * 100_000 + ++values);
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }
}
