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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables on the page on capacity, between its two marks. */
record CapacityPage(Report report) {
    private static final String FILE = "session-management-capacity.adoc";
    private static final String BEGIN =
            "// capacity tables: begin. Written by the command above; changes made here are lost.\n";
    private static final String END = "// capacity tables: end\n";
    private static final String NONE = "–";
    private static final long[] NUMBERS = {1_000_000L, 10_000_000L, 1_000_000_000L};

    /** More than one heap or one server has room for. */
    private static final long TOO_MANY_FOR_ONE_PLACE = 1_000_000_000L;

    boolean isMeasured() {
        return report.results().stream().anyMatch(CapacityPage::isOnIt);
    }

    static boolean isOnIt(Result result) {
        return result.id().startsWith(CapacityRow.PREFIX);
    }

    void writeInto(Path docs) throws IOException {
        Path file = docs.resolve(FILE);
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has not the two lines between which the tables are written");
        }
        Files.writeString(file, page.substring(0, begin + BEGIN.length()) + tables() + page.substring(end));
    }

    String tables() {
        return bytes() + room() + steps() + pool() + sweeps() + machine();
    }

    private String bytes() {
        StringBuilder table = new StringBuilder(".Bytes a session, measured\n");
        List<CapacityBytes.Shape> shapes = Arrays.asList(CapacityBytes.Shape.values());
        begin(
                table,
                "3,1,1,1",
                "Store | "
                        + String.join(
                                " | ",
                                shapes.stream().map(CapacityBytes.Shape::title).toList()));
        for (CapacityStore store : CapacityStore.values()) {
            table.append("| ").append(store.title());
            shapes.forEach(shape -> table.append(" | ").append(number("bytes-" + shape, store)));
            table.append('\n');
        }
        table.append("| Redis, append-only file");
        shapes.forEach(shape -> table.append(" | ").append(number("file-" + shape, CapacityStore.REDIS)));
        return end(table.append('\n'));
    }

    private String room() {
        StringBuilder table = new StringBuilder(".Room for sessions of 1 KB, reckoned from the table above\n");
        begin(table, "3,1,1,1", "Store | 1 M | 10 M | 1 B");
        for (CapacityStore store : CapacityStore.values()) {
            table.append("| ").append(store.title());
            double bytes = score("bytes-" + CapacityBytes.Shape.ONE_KILOBYTE, store);
            for (long number : NUMBERS) {
                boolean fits = number < TOO_MANY_FOR_ONE_PLACE || !store.isInOnePlace();
                table.append(" | ").append(Double.isNaN(bytes) || !fits ? NONE : size(bytes * number));
            }
            table.append('\n');
        }
        return end(table);
    }

    private static String size(double bytes) {
        return bytes < 1e12 ? Figure.digits(bytes / 1e9) + " GB" : Figure.digits(bytes / 1e12) + " TB";
    }

    private String steps() {
        StringBuilder table = new StringBuilder(
                ".Steps a second on one node, measured; in parentheses, the share of the repository's own calls\n");
        begin(
                table,
                "3,2,2,2,2,2",
                "Store | GET, 1 thread | PUT, 1 thread | GET, 16 threads | PUT, 16 threads | A GET and a PUT, 16 threads, reckoned");
        for (CapacityStore store : CapacityStore.values()) {
            table.append("| ").append(store.title());
            for (String what : List.of("get-1", "put-1", "get-16", "put-16")) {
                Result result = of(CapacityRow.id(what, store));
                table.append(" | ")
                        .append(result == null ? NONE : plain(result.ours().score()) + " (" + result.amount() + ")");
            }
            double both = 1 / (1 / score("get-16", store) + 1 / score("put-16", store));
            table.append(" | ").append(Double.isNaN(both) ? NONE : plain(both)).append('\n');
        }
        return end(table);
    }

    private String pool() {
        StringBuilder table = new StringBuilder(".PUT steps at once, PostgreSQL, a pool of 10 connections, measured\n");
        begin(table, "1,3", "At once | Measured");
        for (int requests : CapacityPool.REQUESTS) {
            Result result = of(CapacityRow.PREFIX + "pool-" + requests);
            table.append("| ").append(requests).append(" | ");
            table.append(ours(result)).append('\n');
        }
        return end(table);
    }

    private String sweeps() {
        StringBuilder table = new StringBuilder(
                ".A sweep of 100,000 sessions of 1 KB with `keyClaims`, and p99 of a GET and a PUT meanwhile, measured\n");
        begin(
                table,
                "2,2,2,2,2,2,2,2",
                "Store | Time | Time without pauses | Ten sweeps of 10,000 | p99, no sweep | p99, sweep | p99, sweep without pauses"
                        + " | 10 M, reckoned");
        for (CapacityStore store : List.of(CapacityStore.REDIS, CapacityStore.HAZELCAST)) {
            table.append("| ").append(store.title());
            Result took = of(CapacityRow.id("sweep", store));
            Result growth = of(CapacityRow.id("sweep-growth", store));
            Result paced = of(CapacityRow.id("sweep-p99", store));
            Result unpaced = of(CapacityRow.id("sweep-p99-unpaced", store));
            Stream.of(ours(took), theirs(took), theirs(growth), theirs(paced), ours(paced), ours(unpaced))
                    .forEach(figure -> table.append(" | ").append(figure));
            double minutes = score("sweep", store) * 100 / 60;
            table.append(" | ")
                    .append(Double.isNaN(minutes) ? NONE : plain(minutes) + " min")
                    .append('\n');
        }
        return end(table);
    }

    private static String ours(@Nullable Result result) {
        return result == null ? NONE : result.ours().text();
    }

    private static String theirs(@Nullable Result result) {
        return result == null ? NONE : result.theirs().text();
    }

    private String machine() {
        StringBuilder text = new StringBuilder("Measured on: ");
        report.machine().facts().forEach((name, value) -> {
            if (List.of("Date", "Machine", "JDK", "Apache Camel").contains(name)) {
                text.append(name.equals("Apache Camel") ? "Camel " : "")
                        .append(value)
                        .append("; ");
            }
        });
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return text.append("the servers and the clients on it; load average at the end ")
                .append(Figure.digits(load))
                .append(
                        ", of all programs. Where that is far above the number of processors, only the bytes mean something.\n")
                .toString();
    }

    private static void begin(StringBuilder table, String columns, String head) {
        table.append("[cols=\"")
                .append(columns)
                .append("\",options=\"header\"]\n|===\n| ")
                .append(head)
                .append('\n');
    }

    private static String end(StringBuilder table) {
        return table.append("|===\n\n").toString();
    }

    private String number(String what, CapacityStore store) {
        double score = score(what, store);
        return Double.isNaN(score) ? NONE : plain(score);
    }

    private double score(String what, CapacityStore store) {
        Result result = of(CapacityRow.id(what, store));
        return result == null ? Double.NaN : result.ours().score();
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private @Nullable Result of(String id) {
        return report.results().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
