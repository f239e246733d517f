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

import static org.awaitility.Awaitility.await;

import io.github.camelsession.session.global.outage.RealServer;
import io.github.camelsession.session.global.outage.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of those that watch over a Redis and its replica, and make that the primary if they agree that the first is gone. */
public final class RedisSentinel extends RealServer {
    private final List<String> launcher;
    private final RedisServer program;
    private final String primary;

    /**
     * @param launcher a command that gets the program's as arguments, such as one that enters a network namespace, where
     *     it answers whoever asks
     * @param primary host and port, with a blank between
     */
    public RedisSentinel(List<String> launcher, RedisServer program, String primary) throws IOException {
        this.launcher = launcher;
        this.program = program;
        this.primary = primary;
    }

    @Override
    protected ProcessHandle launch() throws IOException {
        Path settings = Files.writeString(directory().resolve("sentinel.conf"), """
                port %d
                bind %s
                protected-mode no
                sentinel monitor sessions %s 2
                sentinel down-after-milliseconds sessions 2000
                sentinel failover-timeout sessions 10000
                """.formatted(
                        port(), launcher.isEmpty() ? "127.0.0.1" : "0.0.0.0", primary));
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(program.executable(), settings.toString(), "--sentinel"));
        Path log = directory().resolve("log");
        Process sentinel = new ProcessBuilder(command)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().until(() -> Files.readString(log).contains("+monitor"));
        return sentinel.toHandle();
    }
}
