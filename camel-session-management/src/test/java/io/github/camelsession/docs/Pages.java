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
package io.github.camelsession.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every Markdown and AsciiDoc file of the project, and the anchors that links can lead to. */
final class Pages {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern HEADING = Pattern.compile("(?m)^[#=]{1,6} (.+)$");
    private static final Pattern ID = Pattern.compile("(?m)^\\[#([\\w-]+)]$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^(```|----)[^\\n]*\\n.*?^\\1$");

    private Pages() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*\\.(md|adoc)"))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text without its blocks of code. */
    static String prose(Path page) {
        return FENCED.matcher(text(page)).replaceAll("");
    }

    static boolean isMarkdown(Path page) {
        return page.toString().endsWith(".md");
    }

    /** As GitHub makes them of headings, and those that a page names itself. */
    static Set<String> anchors(Path page) {
        String prose = prose(page);
        return Stream.concat(
                        HEADING.matcher(prose).results().map(heading -> anchor(heading.group(1), isMarkdown(page))),
                        ID.matcher(prose).results().map(id -> id.group(1)))
                .collect(Collectors.toSet());
    }

    private static String anchor(String heading, boolean markdown) {
        String words = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w .-]", "");
        return markdown
                ? words.replace(".", "").replace(' ', '-')
                : "_" + words.replaceAll("[ .-]+", "_").replaceAll("_+$", "");
    }

    /** The blocks of shell, and the commands that stand in the text. */
    static String shell(Path page) {
        Matcher blocks = Pattern.compile("(?ms)^(?:```sh|\\[source,sh]\\n----)\\n(.*?)^(?:```|----)$")
                .matcher(text(page));
        Matcher inText = Pattern.compile("`((?:mvn|jbang|\\.ci/)[^`]*)`").matcher(prose(page));
        return Stream.concat(blocks.results(), inText.results())
                .map(command -> command.group(1))
                .collect(Collectors.joining("\n"));
    }
}
