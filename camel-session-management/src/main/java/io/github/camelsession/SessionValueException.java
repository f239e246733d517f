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
 * Thrown if a stored value, or the value that changes it, is not what the operation needs. Nothing was changed. Usual HTTP
 * status: 409.
 */
public final class SessionValueException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public SessionValueException(String message, String field) {
        this(message, field, null);
    }

    public SessionValueException(String message, String field, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** Returns the name of the field in the session. */
    public String getField() {
        return field;
    }
}
