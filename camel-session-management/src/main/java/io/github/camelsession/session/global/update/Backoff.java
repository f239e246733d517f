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
package io.github.camelsession.session.global.update;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Computes how long to wait before the next attempt. The time is random, so that updates that collided do not collide
 * again.
 */
final class Backoff {
    private static final int LONGEST_MILLIS = 64;

    private Backoff() {}

    /** @param attempt the number of attempts that have failed, at least 1 */
    static Duration after(int attempt, Duration atMost) {
        Duration pause = after(attempt);
        return pause.compareTo(atMost) < 0 ? pause : atMost;
    }

    static Duration after(int attempt) {
        int ceiling = attempt < 6 ? 1 << attempt : LONGEST_MILLIS;
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, ceiling + 1));
    }
}
