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
package io.github.camelsession.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names in a multipart form (RFC 7578), sought without parsing it: in each line that could be a
 * {@code Content-Disposition}. Servers differ in what they make of odd ones, so an odd one counts as a hit.
 */
final class MultipartNames {
    private static final int MAX_LINE = 8192;
    private static final String DISPOSITION = "content-disposition";
    /** File names may hold anything. */
    private static final Pattern FILE_NAME = Pattern.compile("filename\\*?\\s*=\\s*(\"[^\"]*\"|[^;\"]*)");
    /** Ways to write a name other than letter by letter, and letters that some servers fold into ASCII ones. */
    private static final Pattern ODD = Pattern.compile("[\\\\%*]|=\\?|[^\\x00-\\x7F]");

    private MultipartNames() {}

    /** Constant memory. An empty body counts as a hit: it was read by somebody before Camel, who may have mapped it. */
    static boolean mayHold(InputStream in, String name) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = nextLine(reader);
        if (line == null) {
            return true;
        }
        boolean afterDisposition = false;
        for (; line != null; line = nextLine(reader)) {
            boolean disposition = line.contains(DISPOSITION);
            if ((afterDisposition && isFolded(line)) || (disposition && couldName(line, name))) {
                return true;
            }
            afterDisposition = disposition;
        }
        return false;
    }

    /** In lower case, cut off at {@link #MAX_LINE}; null at the end. */
    private static @Nullable String nextLine(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < MAX_LINE) {
                line.append((char) c);
            }
        }
        return line.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isFolded(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static boolean couldName(String line, String name) {
        return line.length() >= MAX_LINE
                || line.contains(name.toLowerCase(Locale.ROOT))
                || ODD.matcher(FILE_NAME.matcher(line).replaceAll("")).find();
    }
}
