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

/** Options that hold several texts: separated by commas, blanks around them ignored; {@code \,} is a comma of a text. */
public final class TextList {
    private TextList() {}

    /**
     * @param text null for an option that is not set
     * @throws IllegalArgumentException without the text, which may be a secret, if there is an empty one in it
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
                    option + " has an empty entry: separate its entries by one comma each, and write no other commas");
        }
        return text;
    }
}
