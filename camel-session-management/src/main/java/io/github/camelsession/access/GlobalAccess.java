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
package io.github.camelsession.access;

import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;

/** GLOBAL sessions, and the check which caller may use them. */
public final class GlobalAccess {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final CallerCheck callers;
    private final GlobalSessions sessions;

    GlobalAccess(CallerCheck callers, GlobalSessions sessions) {
        this.callers = callers;
        this.sessions = sessions;
    }

    public CallerCheck callers() {
        return callers;
    }

    public GlobalSessions sessions() {
        return sessions;
    }

    /** @throws io.github.camelsession.SessionAccessDeniedException if the caller may not use a session */
    public SessionKey authenticate(Exchange exchange) {
        return callers.keyFor(exchange);
    }

    /** @throws io.github.camelsession.TokenKeysUnavailableException if no token can be verified now */
    public void checkKeys() {
        callers.checkKeys();
    }

    public int rememberedTokens() {
        return callers.rememberedTokens();
    }

    /** Two components may have stores of their own: a process's version of a session is one component's. */
    public String versionName(SessionKey key) {
        return number + ":" + key.value();
    }

    public SessionStore open(SessionKey key) {
        return sessions.open(key);
    }
}
