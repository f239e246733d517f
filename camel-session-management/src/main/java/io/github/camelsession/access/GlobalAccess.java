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

import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.token.jwt.VerifiedToken;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GLOBAL sessions, and the check which caller may use them. */
public final class GlobalAccess {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalAccess.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final CallerCheck callers;
    private final NamedUsers users;
    private final BackchannelLogout logout;
    private final GlobalSessions sessions;

    GlobalAccess(CallerCheck callers, NamedUsers users, BackchannelLogout logout, GlobalSessions sessions) {
        this.callers = callers;
        this.users = users;
        this.logout = logout;
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

    /**
     * The verified claims of the caller, of a session that has not ended: its entry is read.
     *
     * @throws io.github.camelsession.SessionAccessDeniedException if the caller may not use a session
     */
    public Map<String, Object> claims(Exchange exchange) {
        return tokenOfCaller(exchange).claims().all();
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

    /**
     * The caller's token, which each GLOBAL step would accept at this moment: its session is read for that.
     *
     * @throws RuntimeException as {@link #authenticate} and {@link SessionStore#read} do
     */
    public VerifiedToken tokenOfCaller(Exchange exchange) {
        VerifiedToken token = callers.callerOf(exchange);
        open(callers.keyOf(token)).read();
        return token;
    }

    /**
     * The session of a user whom the route names, not the caller's.
     *
     * @param stores whether the step may make it
     * @throws IllegalArgumentException if these are not exactly the claims of the key; its message tells no value
     */
    public SessionKey keyOnBehalf(Map<String, Object> claims, boolean stores) {
        return users.keyOf(claims, stores);
    }

    /** Answers the session as it was before; the key's token opens none from now on. */
    public Session end(SessionKey key) {
        return sessions.end(key);
    }

    /** Likewise, and so does each token of the user that was issued until now. */
    public Session endAll(SessionKey key) {
        if (!key.isOwners()) {
            LOG.info("All tokens of session {} are ended on behalf of its user", key);
        }
        return sessions.endAll(key, users.maxTokenLifetime());
    }

    /**
     * Likewise for the user or login that the logout token on the message names, and for the tokens that were issued before
     * it.
     *
     * @throws io.github.camelsession.InvalidLogoutTokenException if there is none that counts
     */
    public Session endAsProviderSays(Exchange exchange) {
        BackchannelLogout.Ended ended = logout.read(exchange);
        LOG.info("Tokens of session {} are ended by a logout token", ended.key());
        return sessions.endIssuedUntil(ended.key(), ended.issuedUntil(), users.maxTokenLifetime());
    }

    /**
     * For operators.
     *
     * @param claims as {@link NamedUsers#parse} reads them
     * @return how many sessions held something
     */
    public int endSessions(String claims) {
        Session before = endAll(users.keyOf(NamedUsers.parse(claims), true));
        return before.attributes().isEmpty() ? 0 : 1;
    }

    /** What an execution remembers when its token was ended, so that its versions of the session are so, too. */
    public Object markOf(SessionKey key) {
        return Map.entry(number, key);
    }
}
