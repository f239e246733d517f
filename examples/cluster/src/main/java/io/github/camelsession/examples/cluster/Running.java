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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has been started and must be stopped, the last one first: at the end of the program, and also when Ctrl-C or a
 * signal ends it.
 */
final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch toldToEnd = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::end, "stops what is running");

    Running() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The end of the program waits for it: what is being started then is stopped as well. */
    synchronized <T extends AutoCloseable> T start(Callable<T> starter) throws Exception {
        if (toldToEnd.getCount() == 0) {
            throw new FailedException("the program was told to end");
        }
        T part = starter.call();
        parts.push(part);
        return part;
    }

    /** Asked after a failure: Ctrl-C reaches the nodes as well, and they may have died of it a moment earlier. */
    boolean isToldToEnd() {
        try {
            return toldToEnd.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void end() {
        toldToEnd.countDown();
        stopAll();
    }

    private synchronized void stopAll() {
        while (!parts.isEmpty()) {
            stop(parts.pop());
        }
    }

    /** The others are stopped all the same. */
    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("This could not be stopped: " + e);
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending: the hook is running, and finds nothing to stop.
        }
    }
}
