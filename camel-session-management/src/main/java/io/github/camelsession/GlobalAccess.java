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

import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.SessionKey;
import org.apache.camel.Exchange;

/** GLOBAL sessions, for those who may use them. */
record GlobalAccess(CallerCheck callers, GlobalSessions sessions) {

    /** @throws RuntimeException of the package {@code token} if the caller may not use a session */
    SessionKey authenticate(Exchange exchange) {
        return callers.keyFor(exchange);
    }

    /** @throws io.github.camelsession.token.KeysUnavailableException if no token can be verified now */
    void checkKeys() {
        callers.checkKeys();
    }

    int rememberedTokens() {
        return callers.rememberedTokens();
    }

    SessionStore open(SessionKey key) {
        return sessions.open(key);
    }
}
