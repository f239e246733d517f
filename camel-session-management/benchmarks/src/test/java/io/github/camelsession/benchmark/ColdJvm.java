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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The {@link StartProgram} in new JVMs, with an archive of its classes (AppCDS, JEP 350) or without. */
final class ColdJvm {
    private final String classPath;
    private final String side;
    private final List<String> options;

    private ColdJvm(String classPath, String side, List<String> options) {
        this.classPath = classPath;
        this.side = side;
        this.options = options;
    }

    /** @param millis until the context has started, of the JVM's start too */
    record Start(double millis, int classes) {}

    /** @param folder where directories of the class path become JARs, for an archive takes no others */
    static ColdJvm of(String side, Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        String present = ServerProcess.classPath();
        for (String element : present.split(File.pathSeparator, -1)) {
            Path path = Path.of(element);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("classes" + jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (Files.exists(path)) {
                jars.add(element);
            }
        }
        return new ColdJvm(String.join(File.pathSeparator, jars), side, List.of());
    }

    private static void pack(Path directory, Path jar) throws IOException {
        if (Files.exists(jar)) {
            return;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                    out.putNextEntry(
                            new JarEntry(directory.relativize(each).toString().replace(File.separatorChar, '/')));
                    Files.copy(each, out);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    /** The same, with the classes of one start in an archive. */
    ColdJvm withArchive(Path folder) throws IOException {
        Path archive = folder.resolve(side + ".jsa");
        new ColdJvm(classPath, side, List.of("-XX:ArchiveClassesAtExit=" + archive)).start();
        if (!Files.exists(archive)) {
            throw new IOException("the JVM wrote no archive of its classes");
        }
        return new ColdJvm(classPath, side, List.of("-XX:SharedArchiveFile=" + archive));
    }

    Start start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ServerProcess.java());
        command.addAll(options);
        command.addAll(List.of("-Xmx512m", "-cp", classPath, StartProgram.class.getName(), side));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        Start told = null;
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(StartProgram.STARTED)) {
                    double millis = (System.nanoTime() - start) / 1e6;
                    told = new Start(millis, Integer.parseInt(line.substring(StartProgram.STARTED.length())));
                }
            }
        }
        if (told == null) {
            throw new IOException("the program did not start:\n" + String.join("\n", lines));
        }
        return told;
    }
}
