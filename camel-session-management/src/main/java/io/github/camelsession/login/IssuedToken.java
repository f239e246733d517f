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

import java.time.Duration;

/** A token that was just signed. {@link #toString()} does not show it. */
final class IssuedToken {
    private final String text;
    private final Duration validFor;

    /** @param validFor from its {@code iat} to its {@code exp} */
    IssuedToken(String text, Duration validFor) {
        this.text = text;
        this.validFor = validFor;
    }

    String text() {
        return text;
    }

    Duration validFor() {
        return validFor;
    }

    @Override
    public String toString() {
        return "IssuedToken[" + text.length() + " characters]";
    }
}
