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

/** What JMX shows of the component, on this node and since its start. No token, claim or value is in it. */
public interface SessionManagementMBean {
    @ManagedAttribute(description = "Steps that were run")
    long getSteps();

    @ManagedAttribute(description = "Steps that failed, the denied ones included")
    long getFailedSteps();

    @ManagedAttribute(description = "Steps that were denied because of the caller's token or trigger")
    long getDeniedSteps();

    @ManagedAttribute(description = "Writes that a concurrent one was faster than, and that were tried again")
    long getConflicts();

    @ManagedAttribute(description = "GLOBAL sessions, counted now or by the last sweep; -1 if nobody has counted yet")
    int getSessions();

    @ManagedAttribute(description = "Sweeps for sessions that have ended")
    long getSweeps();

    @ManagedAttribute(description = "Sessions that sweeps have removed")
    long getSweptSessions();

    @Nullable
    @ManagedAttribute(description = "When and of what kind the repository's last failure was")
    String getLastStoreError();

    @ManagedAttribute(description = "Verified tokens that are remembered")
    int getRememberedTokens();

    @ManagedOperation(description = "What the dev console shows, as text")
    String report();

    @ManagedOperation(description = "Removes the sessions that have ended, and answers how many")
    int sweepNow();

    /** The session stays in the repository, empty. */
    @ManagedOperation(
            description =
                    "Empties the session whose key in the repository ends with this hash of 43 characters; answers"
                            + " whether there was one")
    boolean clearSession(String hash);
}
