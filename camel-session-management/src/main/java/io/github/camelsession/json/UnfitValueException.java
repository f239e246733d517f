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

/**
 * A value that is stored cannot be given to a body of Java objects.
 *
 * <p>The message says why, as the end of a sentence about the field. It holds no content, and there is no cause.
 */
public final class UnfitValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    UnfitValueException(String field, String why) {
        super(why);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
