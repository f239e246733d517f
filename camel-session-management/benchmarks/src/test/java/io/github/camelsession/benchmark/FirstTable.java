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
package io.github.camelsession.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the first run on a quiet machine measured, by the ids of the results. */
final class FirstTable {
    private static final Properties FIRST = read();

    private FirstTable() {}

    static String textFor(Result result) {
        String first = FIRST.getProperty(result.id());
        return first == null
                ? "–"
                : result.target()
                        .amount(Double.parseDouble(first), result.ours().unit());
    }

    private static Properties read() {
        Properties first = new Properties();
        try (InputStream in = FirstTable.class.getResourceAsStream("first-table.properties")) {
            first.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return first;
    }
}
