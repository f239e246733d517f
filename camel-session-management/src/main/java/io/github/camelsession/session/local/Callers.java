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
package io.github.camelsession.session.local;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Who calls on one exchange, kept as a property of it: copies get it, and EIPs carry it back from them.
 *
 * <p>An aggregator mixes messages of several callers, and its result is in the execution of one of them. So what was
 * known before it does not count behind it, where each aggregated message has a unit of work of its own.
 *
 * @param execution properties of a foreign execution may come in with its message
 * @param aggregated the unit of work of the aggregated message; null before any aggregator
 * @param byComponent in the order in which they were set
 */
record Callers(Execution execution, @Nullable WeakReference<UnitOfWork> aggregated, Map<String, Object> byComponent) {
    private static final String PROPERTY = "CamelSessionManagementCallers";

    /** Null if nothing is known of this exchange's callers. */
    static @Nullable Callers on(Exchange exchange, Execution execution) {
        return exchange.getProperty(PROPERTY) instanceof Callers known
                        && known.execution == execution
                        && known.isOf(exchange)
                ? known
                : null;
    }

    /** Whether the callers of another execution came in with its message. */
    static boolean areForeign(Exchange exchange, Execution execution) {
        return exchange.getProperty(PROPERTY) instanceof Callers known && known.execution != execution;
    }

    private boolean isOf(Exchange exchange) {
        return aggregated == null ? !isAggregated(exchange) : aggregated.refersTo(exchange.getUnitOfWork());
    }

    static void set(Exchange exchange, Execution execution, List<String> components, Object caller) {
        Callers known = on(exchange, execution);
        Map<String, Object> changed = with(known == null ? Map.of() : known.byComponent, components, caller);
        WeakReference<UnitOfWork> mark = isAggregated(exchange) ? new WeakReference<>(exchange.getUnitOfWork()) : null;
        exchange.setProperty(PROPERTY, new Callers(execution, mark, changed));
    }

    /** Returns the caller that was set last under any of these names; null if there is none. */
    @Nullable
    Object last(List<String> components) {
        Object last = null;
        for (Map.Entry<String, Object> each : byComponent.entrySet()) {
            last = components.contains(each.getKey()) ? each.getValue() : last;
        }
        return last;
    }

    /** A copy, except of nothing: most exchanges have one caller, and each request comes through here. */
    static Map<String, Object> with(Map<String, Object> callers, List<String> components, Object caller) {
        if (callers.isEmpty() && components.size() == 1) {
            return Map.of(components.get(0), caller);
        }
        Map<String, Object> changed = new LinkedHashMap<>(callers);
        for (String component : components) {
            changed.remove(component);
            changed.put(component, caller);
        }
        return changed;
    }

    static boolean isAggregated(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY) != null;
    }

    /** Tracers show properties. */
    @Override
    public String toString() {
        return "Callers";
    }
}
