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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.OrderedProperties;

/** A page of the documentation, split into parts that tests compare with the code. */
public enum Document {
    README(Path.of("..", "README.md"), "```(.*)", "```"),
    PAGE("component"),
    TOKEN_PAGE(Path.of("src", "main", "docs", "session-token-component.adoc"), "\\[source,(.*)]", "----"),
    FIRST_APPLICATION("first-application"),
    TOKENS("tokens"),
    RECIPES("recipes"),
    STORES("stores"),
    CAPACITY("capacity"),
    SECURITY("security"),
    OBSERVABILITY("observability"),
    LINT("lint"),
    TESTING("testing"),
    TOOLS("tools"),
    LIMITATIONS("limitations"),
    COMPATIBILITY("compatibility");

    /** @param lastLine its last line in the file, counted from 1 */
    public record Block(Document document, String section, String language, String text, int lastLine) {
        /** Replaces an address of the documentation by the one that the test uses. */
        Block with(String address, String replacement) {
            return new Block(document, section, language, text.replace(address, replacement), lastLine);
        }

        /** In the order of their lines, in which Camel Main makes beans of them. */
        Map<String, String> properties() throws IOException {
            Properties read = new OrderedProperties();
            read.load(new StringReader(text));
            Map<String, String> properties = new LinkedHashMap<>();
            read.entrySet()
                    .forEach(property -> properties.put((String) property.getKey(), (String) property.getValue()));
            return properties;
        }

        @Override
        public String toString() {
            return document + ", " + section + ": " + text.lines().findFirst().orElse("");
        }
    }

    private static final Pattern HEADING = Pattern.compile("[#=]+ (.*)");

    private final Path path;
    private final Pattern opening;
    private final String fence;

    Document(Path path, String opening, String fence) {
        this.path = path;
        this.opening = Pattern.compile(opening);
        this.fence = fence;
    }

    Document(String name) {
        this(Path.of("src", "main", "docs", "session-management-" + name + ".adoc"), "\\[source,(.*)]", "----");
    }

    static Stream<Block> all(String... languages) {
        return Stream.of(values())
                .flatMap(document -> document.blocks().stream())
                .filter(block -> List.of(languages).contains(block.language()));
    }

    Path path() {
        return path;
    }

    List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new AssertionError(
                    path + " can not be read from " + Path.of("").toAbsolutePath(), e);
        }
    }

    /** Returns the code blocks. The language of a block without one is empty. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = lines();
        String section = "";
        String language = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            Matcher source = opening.matcher(lines.get(i));
            if (source.matches()) {
                language = source.group(1);
            } else if (heading.matches()) {
                section = heading.group(1);
            }
            if (lines.get(i).startsWith(fence)) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(fence);
                blocks.add(new Block(this, section, language, String.join("\n", lines.subList(i + 1, end)), end + 1));
                language = "";
                i = end;
            }
        }
        return blocks;
    }

    public Block block(String language, String part) {
        List<Block> found = blocks().stream()
                .filter(block ->
                        block.language().equals(language) && block.text().contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    this + " has " + found.size() + " blocks of " + language + " with '" + part + "' instead of one");
        }
        return found.get(0);
    }

    /** Returns the items of the section's list, each with its lines joined. */
    List<String> items(String section) {
        String text = String.join("\n", lines());
        Matcher body = Pattern.compile("(?ms)^[#=]+ " + Pattern.quote(section) + "\n(.*?)(?=^#|^=|\\z)")
                .matcher(text);
        if (!body.find()) {
            throw new AssertionError(this + " has no section '" + section + "'");
        }
        return Pattern.compile("(?ms)^[-*] (.*?)(?=^[-*] |^\n|\\z)")
                .matcher(body.group(1))
                .results()
                .map(item -> item.group(1).replaceAll("\\s+", " ").strip())
                .toList();
    }

    /**
     * Returns the rows of the table with these titles, as cells without their backticks; an empty list if there is no
     * such table.
     */
    List<List<String>> table(String section, String... titles) {
        return lines().stream()
                .dropWhile(line -> !line.matches("[#=]+ " + Pattern.quote(section)))
                .map(Document::cells)
                .dropWhile(cells -> !cells.equals(List.of(titles)))
                .skip(1)
                .dropWhile(cells -> cells.stream().allMatch(cell -> cell.matches("-+")))
                .takeWhile(cells -> cells.size() == titles.length)
                .toList();
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("| ") && !line.startsWith("|-")) {
            return List.of();
        }
        return Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }
}
