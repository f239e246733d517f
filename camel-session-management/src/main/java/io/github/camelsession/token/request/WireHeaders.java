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
 * A server's own request object, asked what headers came over the wire. Each kind of server has an implementation, which
 * is loaded only where that server's classes are.
 */
interface WireHeaders {
    /**
     * The values of that header, none of them decoded or split; the case of the name does not matter. Null if the message
     * was made by another kind of server.
     */
    @Nullable
    List<String> values(Message message, String name);
}
