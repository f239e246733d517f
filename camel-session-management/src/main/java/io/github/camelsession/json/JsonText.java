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
package io.github.camelsession.json;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** A part of a JSON text in UTF-8, from {@code from} (inclusive) to {@code to} (exclusive). */
record JsonText(byte[] utf8, int from, int to) implements Serializable {
    @Override
    public String toString() {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }
}
