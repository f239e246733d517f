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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Heap after a collection, and threads, over time. What was measured before the warm-up was over does not count. */
final class SoakGauge {
    /** Beyond what the middle of the run shows: noise of one collection, and buffers of the JDK and Jetty. */
    static final long HEAP_TOLERANCE = 8L << 20;

    static final double HEAP_TOLERANCE_SHARE = 0.1;
    static final int THREAD_TOLERANCE = 4;

    record Sample(long heap, int threads) {
        @Override
        public String toString() {
            return String.format("heap after GC %.1f MB, %d threads", heap / 1048576.0, threads);
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    Sample take() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        Sample sample = new Sample(heap, ManagementFactory.getThreadMXBean().getThreadCount());
        samples.add(sample);
        return sample;
    }

    /** The third before the last against the last third: medians, so that one odd sample decides nothing. */
    void checkFlat() {
        int third = samples.size() / 3;
        List<Sample> middle = samples.subList(third, 2 * third);
        List<Sample> end = samples.subList(2 * third, samples.size());
        long before = median(middle, Sample::heap);
        long after = median(end, Sample::heap);
        if (after > before + HEAP_TOLERANCE + before * HEAP_TOLERANCE_SHARE) {
            throw new AssertionError("The heap after GC grew from " + before + " to " + after + " bytes");
        }
        long threadsBefore = median(middle, Sample::threads);
        long threadsAfter = median(end, Sample::threads);
        if (threadsAfter > threadsBefore + THREAD_TOLERANCE) {
            throw new AssertionError("Threads grew from " + threadsBefore + " to " + threadsAfter);
        }
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream()
                .mapToLong(value)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
