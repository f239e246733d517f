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
package io.github.camelsession.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What sizing needs: bytes, steps, connections and sweeps of each store; for the page on capacity. */
final class CapacityRow implements Row {
    /** What all its results begin with. */
    static final String PREFIX = "capacity-";

    @Override
    public String name() {
        return "capacity";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        List<CapacityStore> stores = Arrays.stream(CapacityStore.values())
                .filter(CapacityStore::isThere)
                .toList();
        for (CapacityStore store : stores) {
            CapacityBytes.measure(store, effort, done);
        }
        for (CapacityStore store : stores) {
            CapacitySteps.measure(store, effort, done);
        }
        CapacityPool.measure(effort, done);
        CapacitySweep.measure(CapacityStore.REDIS, effort, done);
        CapacitySweep.measure(CapacityStore.HAZELCAST, effort, done);
    }

    static String id(String what, CapacityStore store) {
        return PREFIX + what + "-" + store;
    }

    /** With half the distance of the smallest and the largest. */
    static Figure median(List<Double> figures, String unit) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double error = sorted.length < 2 ? Double.NaN : (sorted[sorted.length - 1] - sorted[0]) / 2;
        return new Figure(sorted[sorted.length / 2], error, unit);
    }
}
