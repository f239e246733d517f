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

/** What a measurement says of its target. */
enum Verdict {
    REACHED("reached", "#2e7d4f"),
    /** Half of the measurements lie on both sides of the target. */
    OPEN("neither reached nor missed", "#8a8a8a"),
    MISSED("missed", "#c77700");

    private final String words;
    private final String colour;

    Verdict(String words, String colour) {
        this.words = words;
        this.colour = colour;
    }

    String words() {
        return words;
    }

    String colour() {
        return colour;
    }
}
