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

import java.io.IOException;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The component as this build made it: a jar, or where Maven was told to stop before that, a directory of classes. */
final class BuiltComponent {
    private static final String CLASS = "io/github/camelsession/component/SessionManagementComponent.class";
    private static final String NAME = "camel-session-management";
    private static final String PARENT = "camel-session-management-parent";
    private static final String GROUP = "io/github/camelsession";

    private final Path location;

    private BuiltComponent(Path location) {
        this.location = location;
    }

    static BuiltComponent find() throws IOException {
        URL url = BuiltComponent.class.getClassLoader().getResource(CLASS);
        if (url == null) {
            throw new IllegalStateException("The component is not on the class path of this program");
        }
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return new BuiltComponent(path(jar.getJarFileURL()));
        }
        Path file = path(url);
        return new BuiltComponent(file.getRoot()
                .resolve(file.subpath(0, file.getNameCount() - Path.of(CLASS).getNameCount())));
    }

    private static Path path(URL file) {
        return Path.of(URI.create(file.toString()));
    }

    Path location() {
        return location;
    }

    /**
     * Puts it where Maven would find it in a repository: JBang resolves it as it does any other library.
     *
     * @param project the directory of this project's parent pom
     */
    void publish(Path repository, Path project, String version) throws IOException {
        Path parent = artifact(repository, PARENT, version, "pom");
        Files.copy(project.resolve("pom.xml"), parent);
        Path pom = artifact(repository, NAME, version, "pom");
        Files.copy(project.resolve(NAME).resolve("pom.xml"), pom);
        Path jar = artifact(repository, NAME, version, "jar");
        if (Files.isDirectory(location)) {
            writeJar(jar);
        } else {
            Files.copy(location, jar);
        }
        for (Path file : List.of(parent, pom, jar)) {
            Files.writeString(file.resolveSibling(file.getFileName() + ".sha1"), sha1(file));
        }
    }

    /** Makes a copy that some resolver has kept in its local repository be forgotten: it may be of an older build. */
    static void forget(Path localRepository) throws IOException {
        Directories.delete(localRepository.resolve(GROUP));
    }

    private static Path artifact(Path repository, String name, String version, String type) throws IOException {
        Path directory =
                Files.createDirectories(repository.resolve(GROUP).resolve(name).resolve(version));
        return directory.resolve(name + "-" + version + "." + type);
    }

    private void writeJar(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(location)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(
                        new JarEntry(location.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
    }

    /** What the resolver compares; without it, each file is a warning with a stack trace. */
    private static String sha1(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        }
    }
}
