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
package io.github.camelsession.observability;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/** The JMX view of the component: its state on this node since its start. Shows no token, claim or stored value. */
public interface SessionManagementMBean {
    @ManagedAttribute(description = "Number of steps that were run")
    long getSteps();

    @ManagedAttribute(description = "Number of steps that failed, including denied ones")
    long getFailedSteps();

    @ManagedAttribute(description = "Number of steps that were denied because of the caller's token or trigger")
    long getDeniedSteps();

    @ManagedAttribute(description = "Writes that lost to a concurrent write and were retried")
    long getConflicts();

    @ManagedAttribute(
            description = "Number of GLOBAL sessions, counted now or by the last sweep; -1 before the first" + " count")
    int getSessions();

    @ManagedAttribute(description = "Number of sweeps, which remove expired sessions")
    long getSweeps();

    @ManagedAttribute(description = "Number of expired sessions that sweeps have removed")
    long getSweptSessions();

    @Nullable
    @ManagedAttribute(description = "Type and time of the repository's last failure")
    String getLastStoreError();

    @ManagedAttribute(description = "Number of verified tokens in the cache")
    int getRememberedTokens();

    @ManagedOperation(description = "Returns what the dev console shows, as text")
    String report();

    @ManagedOperation(
            description = "Removes expired sessions and returns their number; 0 if another node is removing them")
    int sweepNow();

    /** Empties the session. It stays in the repository, without content. */
    @ManagedOperation(
            description =
                    "Empties the session whose key in the repository ends with this hash of 43 characters; returns"
                            + " whether there was one")
    boolean clearSession(String hash);

    /** From now on, no token of the user that was issued until now opens the session. */
    @ManagedOperation(
            description =
                    "Ends all tokens of the user with these claims, those that keyClaims names and iss where tokens have it,"
                            + " and empties the session: sub=alice,iss=https://login.example or a JSON object; answers how"
                            + " many sessions held something")
    int endSessions(String claims);
}
