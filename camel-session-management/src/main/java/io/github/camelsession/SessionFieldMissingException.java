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

import java.util.ArrayList;
import java.util.List;

/**
 * Thrown if a named field does not exist and the step has {@code failOnMissing=true} or needs the field. Usual HTTP
 * status: 422.
 */
public final class SessionFieldMissingException extends SessionManagementException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> missing;

    public SessionFieldMissingException(String message, List<String> missing) {
        super(message, null);
        this.missing = new ArrayList<>(missing);
    }

    /** Returns the missing names, in the order in which the step names them. */
    public List<String> getMissing() {
        return List.copyOf(missing);
    }
}
