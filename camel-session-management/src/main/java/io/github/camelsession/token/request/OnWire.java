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
package io.github.camelsession.token.request;

import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The headers that a request had on the wire, as far as that can be told when its message comes in. */
final class OnWire {
    private OnWire() {}

    /** The values of that header; null if that cannot be told, or some of them may be parameters. */
    static @Nullable List<String> values(Message message, String name) {
        List<String> values = Servers.wireValues(message, name);
        if (values != null) {
            return values;
        }
        if (message.getHeader(Exchange.HTTP_METHOD) == null || UnseenParameters.mayHold(message, name)) {
            return null;
        }
        Object value = message.getHeader(name);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
