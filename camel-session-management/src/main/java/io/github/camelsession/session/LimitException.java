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
package io.github.camelsession.session;

/** A limit that an option sets would be passed. Nothing was changed. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /** @param option the option that sets the limit, as a route author writes it */
    public LimitException(String option, String message) {
        super(message);
        this.option = option;
    }

    public String option() {
        return option;
    }
}
