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
package io.github.camelsession.login;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The claims of a token as JSON, one after the other. */
final class ClaimsWriter {
    private static final int USUAL_LENGTH = 512;

    private final StringBuilder json = new StringBuilder(USUAL_LENGTH).append('{');

    ClaimsWriter text(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    void texts(String name, List<String> values) {
        name(name);
        for (int i = 0; i < values.size(); i++) {
            json.append(i == 0 ? '[' : ',');
            quote(values.get(i));
        }
        json.append(']');
    }

    ClaimsWriter number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    /** @param value is JSON */
    ClaimsWriter raw(String name, String value) {
        name(name);
        json.append(value);
        return this;
    }

    private void name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(name);
        json.append(':');
    }

    private void quote(String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }

    byte[] toUtf8() {
        return (json + "}").getBytes(StandardCharsets.UTF_8);
    }
}
