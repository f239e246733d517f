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
package io.github.camelsession.examples.jbang;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of {@code app/} in {@code target/}, since JBang writes into the directory that it is started in, and a Maven
 * repository beside it in which JBang finds the component. Your own Maven repository is read, but nothing is put there.
 */
final class Workspace {
    private static final String LAUNCHER = "main.CamelJBang";
    private static final String CENTRAL = "https://repo1.maven.org/maven2";
    /** The version that JBang would choose, that of its own release, is not in Maven Central. */
    private static final String KAMELETS = "--kamelets-version=4.18.0";

    private final Path directory;
    private final String classPath;

    private Workspace(Path directory, String classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    static Workspace prepare() throws IOException {
        Path module = path(Workspace.class.getProtectionDomain().getCodeSource().getLocation())
                .resolve("../..")
                .normalize();
        Path directory = module.resolve("target/jbang");
        for (String stale : List.of("app", "exported", "repository")) {
            Directories.delete(directory.resolve(stale));
        }
        BuiltComponent.forget(directory.resolve("m2"));
        Path app = Files.createDirectories(directory.resolve("app"));
        for (Path file : Directories.files(module.resolve("app"))) {
            Files.copy(file, app.resolve(file.getFileName()));
        }
        BuiltComponent component = BuiltComponent.find();
        component.publish(directory.resolve("repository"), module.resolve("../.."), version(app));
        return new Workspace(directory, classPathWithout(component.location()));
    }

    /** Of the component, as the application wants it. */
    static String version(Path app) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(app.resolve("application.properties"))) {
            properties.load(reader);
        }
        String dependency = properties.getProperty("camel.jbang.dependencies", "");
        return dependency.substring(dependency.lastIndexOf(':') + 1);
    }

    Path app() {
        return directory.resolve("app");
    }

    Path exported() {
        return directory.resolve("exported");
    }

    Path localRepository() {
        return directory.resolve("m2");
    }

    /** {@code camel run *}. */
    ProcessBuilder run(int port, String logLevel) throws IOException {
        return camel("run", List.of("--port=" + port, "--logging-level=" + logLevel, "--logging-color=false"));
    }

    /** {@code camel export *}, as a Camel Main project in {@link #exported()}. */
    ProcessBuilder export() throws IOException {
        return camel(
                "export",
                List.of(
                        "--runtime=main",
                        "--gav=org.example:exported:1.0",
                        "--java-version=17",
                        "--dir=" + exported().toAbsolutePath()));
    }

    private ProcessBuilder camel(String command, List<String> options) throws IOException {
        List<String> files = Directories.files(app()).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        return camel(app(), command, files, options);
    }

    /** Any command of Camel JBang, on files of another application than that in {@link #app()}. */
    ProcessBuilder camel(Path application, String command, List<String> files, List<String> options) {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(files);
        line.addAll(options);
        // What is on this machine already is not downloaded again: Maven Central comes last.
        line.addAll(List.of(KAMELETS, "--maven-central-enabled=false", "--repos=" + repositories()));
        return camel(line).directory(application.toFile());
    }

    /** A command as it is typed, such as one about the applications that run. */
    ProcessBuilder camel(List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dmaven.repo.local=" + localRepository()));
        line.addAll(List.of("-cp", classPath, LAUNCHER));
        line.addAll(command);
        return new ProcessBuilder(line);
    }

    private String repositories() {
        Path own = Path.of(System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        return String.join(
                ",",
                directory.resolve("repository").toUri().toString(),
                own.toUri().toString(),
                CENTRAL);
    }

    /** JBang's own: the component comes from the repository. */
    private static String classPathWithout(Path component) {
        return classPath()
                .filter(path -> path.toString().endsWith(".jar") && !path.equals(component))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Maven runs this program in a class loader of its own, and {@code java.class.path} is what Maven needs itself. */
    private static Stream<Path> classPath() {
        if (Workspace.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(Workspace::path);
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    private static Path path(URL url) {
        return Path.of(URI.create(url.toString()));
    }
}
