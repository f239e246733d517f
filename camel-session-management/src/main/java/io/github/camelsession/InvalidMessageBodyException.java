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
package io.github.camelsession;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the message body is not a JSON object, or holds what a token cannot have as a claim. Usual HTTP status: 400.
 */
public final class InvalidMessageBodyException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    public InvalidMessageBodyException(String message) {
        this(message, null);
    }

    public InvalidMessageBodyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
