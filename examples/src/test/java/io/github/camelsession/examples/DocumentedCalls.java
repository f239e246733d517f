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
package io.github.camelsession.examples;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A block of curl calls in a page: its lines with # are what the calls print. Of the tests of all examples. */
public final class DocumentedCalls {
    private static final String ADDRESS = "http://127.0.0.1:8080";

    private final String script;

    public DocumentedCalls(String script) {
        this.script = script;
    }

    public static DocumentedCalls read(Path page, String beginning) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```sh\\n(" + Pattern.quote(beginning) + ".*?)^```$")
                .matcher(Files.readString(page));
        if (!block.find()) {
            throw new AssertionError(page + " has no block that begins with " + beginning);
        }
        return new DocumentedCalls(block.group(1));
    }

    /** Whether this machine has what the calls are written for. */
    public static boolean canRun() {
        return Stream.of("bash", "curl")
                .allMatch(command -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command))));
    }

    public List<String> answers() {
        return script.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();
    }

    /** The lines that bash and curl print when the application has that address. */
    public List<String> run(String url) throws IOException, InterruptedException {
        return run(url, Path.of(""));
    }

    /** @param directory for the files that they write */
    public List<String> run(String url, Path directory) throws IOException, InterruptedException {
        // curl draws its progress on the other channel.
        Process shell = new ProcessBuilder("bash", "-euc", script.replace(ADDRESS, url))
                .directory(directory.toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return printed.lines().toList();
    }
}
