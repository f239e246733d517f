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

import org.jspecify.annotations.Nullable;

/**
 * A body is not a JSON object, or one beyond the limits.
 *
 * <p>The message is a noun phrase that says what was there instead, such as {@code an array}. It holds no content of
 * the body; neither does the cause, which is there only if reading a stream failed.
 */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidJsonException(String found) {
        this(found, null);
    }

    InvalidJsonException(String found, @Nullable Throwable cause) {
        super(found, cause);
    }
}
