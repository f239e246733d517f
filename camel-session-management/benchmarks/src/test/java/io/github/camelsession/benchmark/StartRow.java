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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an application pays at its start, as in a container: in new JVMs, whose classes are loaded or come from an archive. */
final class StartRow implements Row {
    private static final int JVMS = 15;
    /** A tenth more than there were, so that it shows if there come to be more. */
    private static final int MOST_CLASSES = 450;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        Path folder = Files.createTempDirectory("start");
        try {
            ColdJvm with = ColdJvm.of("with", folder);
            ColdJvm without = ColdJvm.of("without", folder);
            measure("start", "", with, without, effort, done);
            measure(
                    "start-cds",
                    ", from an archive of the application's classes",
                    with.withArchive(folder),
                    without.withArchive(folder),
                    effort,
                    done);
        } finally {
            delete(folder);
        }
    }

    private static void measure(
            String id, String how, ColdJvm with, ColdJvm without, Effort effort, Consumer<Result> done)
            throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        ColdJvm.Start ourLast = with.start();
        ColdJvm.Start theirLast = without.start();
        int jvms = effort == Effort.FULL ? JVMS : 1;
        for (int i = 0; i < jvms; i++) {
            ourLast = with.start();
            theirLast = without.start();
            ours.add(ourLast.millis());
            theirs.add(theirLast.millis());
        }
        done.accept(new Result(
                id,
                "Start of a JVM and a context with LOCAL and GLOBAL steps and the lint" + how,
                "the same routes without the component",
                PerformanceTarget.atMostMore(40),
                Figure.medianOf(ours, "ms"),
                Figure.medianOf(theirs, "ms")));
        done.accept(new Result(
                id + "-classes",
                "Classes that are loaded until then" + how,
                "the same routes without the component",
                PerformanceTarget.atMostMore(MOST_CLASSES),
                Figure.exactly(ourLast.classes(), "classes"),
                Figure.exactly(theirLast.classes(), "classes")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(StartRow::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
