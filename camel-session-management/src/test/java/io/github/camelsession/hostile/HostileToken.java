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
package io.github.camelsession.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A line of the corpus.
 *
 * @param expected the answer, by the key sources that the line is for
 */
record HostileToken(String name, Map<Keys, String> expected, String recipe) {
    private static final Pattern COLUMNS = Pattern.compile("\\s*\\|\\s*");

    static List<HostileToken> corpus() throws IOException {
        List<HostileToken> corpus = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileToken.class.getResourceAsStream("hostile-tokens.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    corpus.add(parse(line));
                }
            }
        }
        return corpus;
    }

    private static HostileToken parse(String line) {
        String[] columns = COLUMNS.split(line, 4);
        if (columns.length != 4) {
            throw new IllegalArgumentException("Not name | reason | recipe | why: " + line);
        }
        return new HostileToken(columns[0].strip(), expectations(columns[1]), columns[2]);
    }

    /** {@code REASON} for all, or {@code key source=REASON} for those alone; later ones win. */
    private static Map<Keys, String> expectations(String text) {
        Map<Keys, String> expected = new EnumMap<>(Keys.class);
        for (String part : text.strip().split("\\s+")) {
            int sign = part.indexOf('=');
            if (sign < 0) {
                for (Keys keys : Keys.values()) {
                    expected.put(keys, part);
                }
            } else {
                for (String keys : part.substring(0, sign).split(",")) {
                    expected.put(Keys.valueOf(keys.toUpperCase(Locale.ROOT)), part.substring(sign + 1));
                }
            }
        }
        return expected;
    }
}
