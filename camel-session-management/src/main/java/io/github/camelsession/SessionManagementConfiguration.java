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

/**
 * The options of the component. Most concern GLOBAL sessions: where they are stored, how long they live, and which
 * callers may use them ({@link TokenConfiguration}).
 */
@UriParams
public class SessionManagementConfiguration extends TokenConfiguration {
    @UriParam(
            label = "common",
            description =
                    "The repository that stores GLOBAL sessions; by default they are kept in memory. It is never taken"
                            + " from the registry automatically, because the repository of an aggregator must not be"
                            + " shared.")
    private @Nullable AggregationRepository aggregationRepository;

    @UriParam(
            label = "advanced",
            description =
                    "Accepts an aggregationRepository that does not compare and swap. Only a lock in this JVM then"
                            + " guards its updates: they are safe only if a single JVM uses the sessions, through a"
                            + " single repository object, and a failed write cannot take effect later.")
    private boolean lockOnlyRepository;

    @UriParam(
            label = "common",
            defaultValue = "default",
            description =
                    "A name that is part of each session key: applications that share a repository and a namespace"
                            + " share sessions.")
    private String namespace = "default";

    @UriParam(
            label = "security",
            description =
                    "Claims whose values, together with iss, identify a session, such as sub or sid: the session then"
                            + " survives the renewal of the token. If not set, each token has its own session.")
    private @Nullable String keyClaims;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            description =
                    "How long a session may stay unused before it ends; if not set, a session ends with its token."
                            + " Uses are recorded at most once per tenth of this time, so a session can outlast it by"
                            + " up to a tenth, plus clockSkew.")
    private @Nullable Duration maxInactiveInterval;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            description =
                    "How long after its first write a session ends, however much it is used and whatever tokens open it; the"
                            + " next field that is stored starts a new one. If not set, there is no such end.")
    private @Nullable Duration maxLifetime;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Keys that encrypt what the aggregationRepository stores (AES-256-GCM), comma-separated: the first encrypts, and all"
                            + " decrypt, so they can be changed without logging anybody out. Each is 32 random bytes in base64,"
                            + " after base64: or not, or file: and the path of a file with that. The word plain among them accepts"
                            + " entries that are not encrypted, for a change without logging anybody out. If not set, nothing is"
                            + " encrypted.")
    private @Nullable String encryptionKeys;

    @UriParam(
            label = "common",
            defaultValue = "1048576",
            description = "The maximum size of a GLOBAL session's JSON in bytes: a PUT that exceeds it fails and"
                    + " changes nothing.")
    private int maxSessionSize = 1024 * 1024;

    @UriParam(
            label = "common",
            defaultValue = "100000",
            description =
                    "The maximum number of sessions in the built-in in-memory repository: a new session beyond it is"
                            + " refused, and live sessions are never evicted.")
    private int maxSessions = 100_000;

    @UriParam(
            label = "advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "How long an update may wait for concurrent updates, and be retried after losing to them,"
                    + " before the step fails.")
    private Duration updateTimeout = Duration.ofSeconds(5);

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How often expired GLOBAL sessions are removed. They are invisible as soon as they expire.")
    private Duration sweepInterval = Duration.ofSeconds(60);

    @UriParam(
            label = "common",
            defaultValue = "false",
            description =
                    "Answers the HTTP client when a step fails and no handler of the route takes care of it: with the status of"
                            + " the exception, such as 401 or 409, and a problem document (RFC 9457) that tells no more.")
    private boolean httpErrors;

    @UriParam(
            label = "common",
            defaultValue = "WARN",
            description =
                    "What happens when the context starts and a step cannot do what its route says, such as reading a"
                            + " LOCAL field that no step on any path to it puts: WARN logs one line for each such"
                            + " step; FAIL stops the start; OFF does not check the routes. Routes that are added later"
                            + " are checked too, but never fail.")
    private LintMode lint = LintMode.WARN;

    @UriParam(
            label = "advanced",
            description =
                    "The ObjectMapper that writes Java objects in bodies as JSON. If not set, the only ObjectMapper in"
                            + " the registry is used; if there is none, or more than one, a mapper with the Jackson"
                            + " modules on the class path is used.")
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

    public @Nullable Duration getMaxLifetime() {
        return maxLifetime;
    }

    public void setMaxLifetime(@Nullable Duration maxLifetime) {
        this.maxLifetime = maxLifetime;
    }

    public @Nullable String getEncryptionKeys() {
        return encryptionKeys;
    }

    public void setEncryptionKeys(@Nullable String encryptionKeys) {
        this.encryptionKeys = encryptionKeys;
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

    public boolean isHttpErrors() {
        return httpErrors;
    }

    public void setHttpErrors(boolean httpErrors) {
        this.httpErrors = httpErrors;
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
