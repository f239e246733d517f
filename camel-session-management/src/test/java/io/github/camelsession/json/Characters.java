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

import java.util.concurrent.atomic.AtomicInteger;

/** Text of a class that nothing knows, as Groovy's GString is. Counts how often it was asked for its text. */
public final class Characters implements CharSequence {
    private final String text;
    private final AtomicInteger asked = new AtomicInteger();

    public Characters(String text) {
        this.text = text;
    }

    public int timesAsked() {
        return asked.get();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        asked.incrementAndGet();
        return text;
    }
}
