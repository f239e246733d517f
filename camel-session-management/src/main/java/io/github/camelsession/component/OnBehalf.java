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
package io.github.camelsession.component;

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.session.global.entry.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The session of the user whom a header names. */
final class OnBehalf {
    private OnBehalf() {}

    /** @throws InvalidStepOptionException if the header does not name one; its message tells no claim's value */
    static SessionKey keyFor(SessionOperation operation, Message message, GlobalAccess global) {
        Map<String, Object> claims = claimsIn(message.getHeader(SessionManagementConstants.CLAIMS));
        OperationKind kind = OperationKind.of(operation);
        try {
            return global.keyOnBehalf(claims, kind == OperationKind.STORES || kind == OperationKind.ENDS);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, Object> claimsIn(@Nullable Object header) {
        if (!(header instanceof Map<?, ?> map)) {
            throw invalid(
                    "is "
                            + (header == null
                                    ? "not set"
                                    : "a " + header.getClass().getName())
                            + "; with onBehalf=true, set it to a Map of the claims that name the user",
                    null);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        map.forEach((name, value) -> claims.put(String.valueOf(name), value));
        return claims;
    }

    private static InvalidStepOptionException invalid(String problem, @Nullable Throwable cause) {
        return new InvalidStepOptionException("header " + SessionManagementConstants.CLAIMS + ": " + problem, cause);
    }
}
