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

import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a server's own request object which headers came over the wire. There is one implementation for each kind
 * of server, which is loaded only if that server's classes are present.
 */
interface WireHeaders {
    /**
     * Returns the values of that header, not decoded and not split. The case of the name does not matter. Null if the
     * message was created by another kind of server.
     */
    @Nullable
    List<String> values(Message message, String name);
}
