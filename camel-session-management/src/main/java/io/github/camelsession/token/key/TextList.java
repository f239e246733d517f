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
package io.github.camelsession.token.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses options that hold several texts, separated by commas. Blanks around a text are ignored; {@code \,} is a comma
 * within a text.
 */
public final class TextList {
    private TextList() {}

    /**
     * @param text null for an option that is not set
     * @throws IllegalArgumentException if one of the texts is empty; the message does not show the others, which may be
     *     secrets
     */
    public static List<String> of(String option, @Nullable String text) {
        List<String> texts = new ArrayList<>();
        if (text != null) {
            for (String part : text.split("(?<!\\\\),", -1)) {
                texts.add(notEmpty(option, part.replace("\\,", ",").strip()));
            }
        }
        return List.copyOf(texts);
    }

    private static String notEmpty(String option, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    option + " has an empty entry: write exactly one comma between entries, and no other commas");
        }
        return text;
    }
}
