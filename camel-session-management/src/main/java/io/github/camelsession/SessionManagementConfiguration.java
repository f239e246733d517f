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

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** GLOBAL sessions of a component: who may use them ({@link TokenConfiguration}), where they live and how long. */
@UriParams
public class SessionManagementConfiguration extends TokenConfiguration {
    @UriParam(
            label = "common",
            description =
                    "Where GLOBAL sessions live, in memory by default. Never picked from the registry by itself: the"
                            + " repository of an aggregator must not be shared.")
    private @Nullable AggregationRepository aggregationRepository;

    @UriParam(
            label = "advanced",
            description =
                    "Takes an aggregationRepository that does not compare and swap. A lock in this JVM is all that guards its"
                            + " updates then: they are safe only if one JVM uses the sessions, through one repository"
                            + " object, and a write that has failed cannot come in later.")
    private boolean lockOnlyRepository;

    @UriParam(
            label = "common",
            defaultValue = "default",
            description =
                    "Part of the session key: applications that share a repository and a namespace share sessions.")
    private String namespace = "default";

    @UriParam(
            label = "security",
            description =
                    "Claims whose values, together with iss, tell one session from another, such as sub or sid: the session"
                            + " then survives the renewal of the token. Not set, each token has a session of its own.")
    private @Nullable String keyClaims;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            description =
                    "A session that was not used for that long is gone; not set, it lives as long as its token. Uses are noted"
                            + " at most every tenth of it, so it goes up to a tenth, and clockSkew, later.")
    private @Nullable Duration maxInactiveInterval;

    @UriParam(
            label = "common",
            defaultValue = "1048576",
            description = "Limit of a GLOBAL session's JSON in bytes: a PUT beyond it fails and changes nothing.")
    private int maxSessionSize = 1024 * 1024;

    @UriParam(
            label = "common",
            defaultValue = "100000",
            description =
                    "How many sessions the built-in in-memory repository holds: a new one beyond it is refused, no live"
                            + " one is evicted.")
    private int maxSessions = 100_000;

    @UriParam(
            label = "advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "How long one update may retry against concurrent ones before the step fails.")
    private Duration updateTimeout = Duration.ofSeconds(5);

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How often expired GLOBAL sessions are removed. They are invisible before.")
    private Duration sweepInterval = Duration.ofSeconds(60);

    @UriParam(
            label = "common",
            defaultValue = "WARN",
            description =
                    "What happens when the context starts and a step cannot do what its route says, such as reading a LOCAL"
                            + " field that nothing puts on any way there: WARN logs a line each; FAIL stops the start; OFF does"
                            + " not look at the routes. Routes that come later are looked at too, and never fail.")
    private LintMode lint = LintMode.WARN;

    @UriParam(
            label = "advanced",
            description =
                    "Writes bodies that are Java objects as JSON. Not set, it is the one ObjectMapper in the registry; if"
                            + " there is none, or more than one, a mapper with the Jackson modules on the class path.")
    private @Nullable ObjectMapper objectMapper;

    public @Nullable AggregationRepository getAggregationRepository() {
        return aggregationRepository;
    }

    public void setAggregationRepository(@Nullable AggregationRepository aggregationRepository) {
        this.aggregationRepository = aggregationRepository;
    }

    public boolean isLockOnlyRepository() {
        return lockOnlyRepository;
    }

    public void setLockOnlyRepository(boolean lockOnlyRepository) {
        this.lockOnlyRepository = lockOnlyRepository;
    }

    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getKeyClaims() {
        return keyClaims;
    }

    public void setKeyClaims(@Nullable String keyClaims) {
        this.keyClaims = keyClaims;
    }

    public @Nullable Duration getMaxInactiveInterval() {
        return maxInactiveInterval;
    }

    public void setMaxInactiveInterval(@Nullable Duration maxInactiveInterval) {
        this.maxInactiveInterval = maxInactiveInterval;
    }

    public int getMaxSessionSize() {
        return maxSessionSize;
    }

    public void setMaxSessionSize(int maxSessionSize) {
        this.maxSessionSize = maxSessionSize;
    }

    public int getMaxSessions() {
        return maxSessions;
    }

    public void setMaxSessions(int maxSessions) {
        this.maxSessions = maxSessions;
    }

    public Duration getUpdateTimeout() {
        return updateTimeout;
    }

    public void setUpdateTimeout(Duration updateTimeout) {
        this.updateTimeout = updateTimeout;
    }

    public Duration getSweepInterval() {
        return sweepInterval;
    }

    public void setSweepInterval(Duration sweepInterval) {
        this.sweepInterval = sweepInterval;
    }

    public LintMode getLint() {
        return lint;
    }

    public void setLint(LintMode lint) {
        this.lint = lint;
    }

    public @Nullable ObjectMapper getObjectMapper() {
        return objectMapper;
    }

    public void setObjectMapper(@Nullable ObjectMapper objectMapper) {
        this.objectMapper = objectMapper;
    }
}
