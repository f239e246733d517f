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
package io.github.camelsession.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.camelsession.SessionManagementException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The component as it was at a commit of this repository, compiled from the history that the tests run in. A source
 * archive has none, and a shallow clone too little: tests are skipped then, with the reason.
 */
final class FormerCode {
    private static final String SOURCES = "camel-session-management/src/main";

    private final Path directory;
    private final Path classes;

    private FormerCode(Path directory) throws IOException {
        this.directory = directory;
        this.classes = Files.createDirectory(directory.resolve("classes"));
    }

    /** All of it, fit to run in a JVM of its own. */
    static FormerCode whole(String commit, Path directory) throws IOException {
        FormerCode code = unpacked(commit, directory);
        try (Stream<Path> files = Files.walk(directory.resolve("java"))) {
            code.compile(files.filter(file -> file.toString().endsWith(".java")).toList());
        }
        code.addResources();
        return code;
    }

    /** Only these classes, and those that they need. */
    static FormerCode part(String commit, Path directory, String... classNames) throws IOException {
        FormerCode code = unpacked(commit, directory);
        code.compile(Arrays.stream(classNames)
                .map(name -> directory.resolve("java").resolve(name.replace('.', '/') + ".java"))
                .toList());
        return code;
    }

    /** Skips the test where the commit is not in the history. */
    static Path assumeHistoryOf(String commit) throws IOException {
        Path top = Path.of(git(Path.of(""), "rev-parse", "--show-toplevel").strip());
        git(top, "cat-file", "-e", commit + "^{commit}");
        return top;
    }

    private static FormerCode unpacked(String commit, Path directory) throws IOException {
        Path top = assumeHistoryOf(commit);
        Files.createDirectories(directory);
        Path archive = directory.resolve("sources.zip");
        git(top, "archive", "--format=zip", "--output=" + archive.toAbsolutePath(), commit + ":" + SOURCES);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return new FormerCode(directory);
    }

    private static String git(Path where, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("git", "-C", where.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("former releases are compiled from the history, and there is no git here: " + e.getMessage());
        }
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                abort("former releases are compiled from the history, which is not (completely) here: "
                        + String.join(" ", command) + " says " + said.strip());
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was at work", e);
        }
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK, and this is a JRE");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-implicit:class",
                    "-d",
                    classes.toString(),
                    "-sourcepath",
                    directory.resolve("java").toString(),
                    "-classpath",
                    String.join(File.pathSeparator, dependencies()));
            DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
            boolean compiled = compiler.getTask(
                            null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled)
                    .as(() -> "the code of then compiles with the dependencies of now: " + found.getDiagnostics())
                    .isTrue();
        }
    }

    /** And the one file that Camel's generator made in the build of then, and that the component is not found without. */
    private void addResources() throws IOException {
        Path resources = directory.resolve("resources");
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = classes.resolve(resources.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path component = find("SessionManagementComponent.java");
        String name = directory.resolve("java").relativize(component).toString().replace(File.separatorChar, '.');
        Path services = Files.createDirectories(classes.resolve("META-INF/services/org/apache/camel/component"));
        Files.writeString(
                services.resolve("session-management"), "class=" + name.substring(0, name.length() - ".java".length()));
    }

    private Path find(String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("java"))) {
            return files.filter(file -> file.endsWith(fileName)).findFirst().orElseThrow();
        }
    }

    /** The class path of this JVM, with the classes of then instead of those of now. */
    String classPath() throws IOException {
        return String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(classes.toString()), dependencies().stream())
                        .toList());
    }

    /** Knows no class of now. */
    URLClassLoader loader() throws IOException {
        List<URL> path = new ArrayList<>();
        path.add(classes.toUri().toURL());
        for (String entry : dependencies()) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The class path of this JVM without the component as it is now. */
    private static List<String> dependencies() throws IOException {
        Path now;
        try {
            now = Path.of(SessionManagementException.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
        } catch (URISyntaxException e) {
            throw new IOException("the component's classes are nowhere", e);
        }
        List<String> dependencies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.exists(path) && !path.toRealPath().equals(now)) {
                dependencies.add(path.toAbsolutePath().toString());
            }
        }
        return dependencies;
    }
}
