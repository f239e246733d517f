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
package io.github.camelsession.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do numbered jobs at once. */
final class Together {
    interface Job {
        void run(int thread, int number) throws Exception;
    }

    private Together() {}

    /** @return the milliseconds until the last of the jobs was done */
    static double millis(int threads, int jobs, Job job) throws Exception {
        long start = System.nanoTime();
        onEach(threads, thread -> {
            for (int number = thread; number < jobs; number += threads) {
                job.run(thread, number);
            }
            return 0;
        });
        return (System.nanoTime() - start) / 1e6;
    }

    /** @return jobs in a second */
    static double perSecond(int threads, Duration window, Job job) throws Exception {
        long start = System.nanoTime();
        long until = start + window.toNanos();
        int done = onEach(threads, thread -> {
            int jobs = 0;
            do {
                job.run(thread, thread + jobs * threads);
                jobs++;
            } while (System.nanoTime() < until);
            return jobs;
        });
        return done * 1e9 / (System.nanoTime() - start);
    }

    private interface Share {
        int of(int thread) throws Exception;
    }

    private static int onEach(int threads, Share share) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                shares.add(() -> share.of(thread));
            }
            int sum = 0;
            for (Future<Integer> done : pool.invokeAll(shares)) {
                sum += done.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }
}
