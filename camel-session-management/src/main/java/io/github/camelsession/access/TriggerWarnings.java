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

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once for each route that its trigger is not allowed. The caller gets the same answer as for a bad token, so
 * without the log a mistake in the configuration would look like a mistake of the caller.
 */
final class TriggerWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerWarnings.class);
    /** Limits the log, because routes may come and go under ever new names. */
    private static final int MAX_WARNINGS = 100;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    void warn(Exchange exchange, @Nullable String scheme, RuntimeException refusal) {
        String route = Objects.requireNonNullElse(exchange.getFromRouteId(), "none");
        if (warned.size() < MAX_WARNINGS && warned.add(scheme + " " + route)) {
            LOG.warn("Every GLOBAL step that is reached from route '{}' is refused: {}", route, refusal.getMessage());
        }
    }
}
