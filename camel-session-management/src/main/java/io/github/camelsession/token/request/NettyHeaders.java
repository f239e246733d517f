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

import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.component.netty.http.NettyHttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * The consumer {@code netty-http}. If its endpoint has {@code disableStreamCache=true}, it does not keep the request
 * object of a chunked request: nothing can be proved then, and no header counts.
 */
final class NettyHeaders implements WireHeaders {
    @Override
    public @Nullable List<String> values(Message message, String name) {
        if (!(message instanceof NettyHttpMessage http)) {
            return null;
        }
        HttpRequest request = http.getHttpRequest();
        return request == null ? List.of() : request.headers().getAll(name);
    }
}
