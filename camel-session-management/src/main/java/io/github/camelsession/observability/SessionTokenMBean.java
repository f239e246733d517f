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

/** What JMX shows of a component {@code session-token}. */
public interface SessionTokenMBean {
    @ManagedAttribute(description = "Number of steps")
    long getSteps();

    @ManagedAttribute(description = "Number of steps that failed, including denied ones")
    long getFailedSteps();

    @ManagedAttribute(description = "Number of steps that were denied because of the caller's token or trigger")
    long getDeniedSteps();

    @ManagedOperation(description = "Returns what the dev console shows, as text")
    String report();
}
