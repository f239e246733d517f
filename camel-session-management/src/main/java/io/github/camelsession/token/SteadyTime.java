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
package io.github.camelsession.token;

/**
 * Milliseconds that only go on, as those of a clock do not that is set: a step back counts as one forward. So nothing is
 * remembered the longer for it.
 */
record SteadyTime(long clock, long shift) {
    static final SteadyTime START = new SteadyTime(Long.MIN_VALUE, 0);
    /** By so much, threads can come in another order than they asked the clock. */
    private static final long DISORDER = 1000;

    SteadyTime at(long now) {
        if (now >= clock) {
            return new SteadyTime(now, shift);
        }
        long back = clock - now;
        return back < DISORDER ? this : new SteadyTime(now, shift + 2 * back);
    }

    long millis() {
        return clock + shift;
    }
}
