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
package io.github.camelsession.endurance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes several times as fast, so that sessions end and are swept within seconds. */
final class FastClock implements InstantSource {
    static final int SPEED = 30;

    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final AtomicLong jumpedSeconds = new AtomicLong();

    FastClock(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((System.nanoTime() - startNanos) * SPEED).plusSeconds(jumpedSeconds.get());
    }

    void jump(Duration ahead) {
        jumpedSeconds.addAndGet(ahead.toSeconds());
    }
}
