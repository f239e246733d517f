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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Hosts in network namespaces of this machine, each with a link to a router, which passes on what they send each other,
 * or lets it vanish: nobody is told, as behind a cable that is cut. Outside of its namespaces it changes nothing. Needs
 * Linux and root.
 */
final class Network implements AutoCloseable {
    private static final String PREFIX = "partition";

    private final String name = PREFIX + ProcessHandle.current().pid();
    private final int hosts;
    private final List<String[]> cuts = new ArrayList<>();
    private final Thread atTheEnd = new Thread(this::removeNamespaces);

    /** @throws IOException if this machine does not allow it, with the reason */
    Network(int hosts) throws IOException {
        this.hosts = hosts;
        removeThoseOfDeadProcesses();
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            build();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void build() throws IOException {
        String router = namespace("router");
        ip("netns", "add", router);
        ip("-n", router, "link", "set", "lo", "up");
        run("ip", "netns", "exec", router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
        for (int host = 0; host < hosts; host++) {
            String namespace = namespace(host);
            String link = "to" + host;
            ip("netns", "add", namespace);
            ip("link", "add", link, "netns", router, "type", "veth", "peer", "name", "veth", "netns", namespace);
            ip("-n", router, "addr", "add", subnet(host) + ".1/24", "dev", link);
            ip("-n", router, "link", "set", link, "up");
            ip("-n", namespace, "addr", "add", address(host) + "/24", "dev", "veth");
            ip("-n", namespace, "link", "set", "lo", "up");
            ip("-n", namespace, "link", "set", "veth", "up");
            ip("-n", namespace, "route", "add", "default", "via", subnet(host) + ".1");
        }
    }

    private String namespace(Object part) {
        return name + "-" + part;
    }

    /** Of the block that is set aside for tests of networks. */
    private static String subnet(int host) {
        return "198.18." + host;
    }

    String address(int host) {
        return subnet(host) + ".2";
    }

    /** A command that runs its arguments as a command on the host. */
    List<String> launcher(int host) {
        return List.of("ip", "netns", "exec", namespace(host));
    }

    /** Nothing gets from the one to the other any more, until it is healed. */
    synchronized void cut(int from, int to) throws IOException {
        String[] rule = {"from", address(from), "to", address(to), "blackhole"};
        rule("add", rule);
        cuts.add(rule);
    }

    synchronized void cutBothWays(int one, int other) throws IOException {
        cut(one, other);
        cut(other, one);
    }

    synchronized void heal() throws IOException {
        for (String[] rule : cuts) {
            rule("del", rule);
        }
        cuts.clear();
    }

    private void rule(String what, String[] rule) throws IOException {
        ip(Stream.concat(Stream.of("-n", namespace("router"), "rule", what), Stream.of(rule))
                .toArray(String[]::new));
    }

    private static void ip(String... arguments) throws IOException {
        run(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).trim();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return said;
    }

    private void removeNamespaces() {
        try {
            remove(name + "-");
        } catch (IOException e) {
            throw new IllegalStateException("a network namespace of the test is left", e);
        }
    }

    /** A process that was killed leaves them. */
    private static void removeThoseOfDeadProcesses() throws IOException {
        for (String namespace : namespaces()) {
            if (namespace.startsWith(PREFIX)) {
                long pid = Long.parseLong(namespace.substring(PREFIX.length(), namespace.indexOf('-')));
                if (ProcessHandle.of(pid).isEmpty()) {
                    ip("netns", "del", namespace);
                }
            }
        }
    }

    private static void remove(String prefix) throws IOException {
        for (String namespace : namespaces()) {
            if (namespace.startsWith(prefix)) {
                ip("netns", "del", namespace);
            }
        }
    }

    private static List<String> namespaces() throws IOException {
        return run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ")[0])
                .filter(line -> line.matches(PREFIX + "[0-9]+-[a-z0-9]+"))
                .toList();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        removeNamespaces();
    }
}
