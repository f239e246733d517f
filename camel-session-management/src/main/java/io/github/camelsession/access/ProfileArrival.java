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

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Notes what Camel's HTTP consumer has left of a verified token: when the route begins, for some consumers verify the token
 * after the exchange is made.
 */
final class ProfileArrival extends SynchronizationAdapter implements SynchronizationRouteAware {
    private boolean noted;

    @Override
    public SynchronizationRouteAware getRouteSynchronization() {
        return this;
    }

    @Override
    public void onBeforeRoute(Route route, Exchange exchange) {
        // Later routes get the exchange from the first.
        if (!noted) {
            noted = true;
            ProfileCallers.noteArrival(exchange);
        }
    }

    @Override
    public void onAfterRoute(Route route, Exchange exchange) {
        // Who calls is known before.
    }

    @Override
    public boolean allowHandover() {
        return false;
    }
}
