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
package io.github.camelsession.session.global.support;

import io.github.camelsession.JdbcSessionRepository;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Another node's repository of the same table, with callers in between, and a list of what its sweeps read. */
public final class SteppingInJdbcRepository extends JdbcSessionRepository {
    public final List<String> read = new ArrayList<>();
    private final Queue<Runnable> beforeRemovals = new ArrayDeque<>();
    private final Queue<Runnable> beforeWrites = new ArrayDeque<>();
    private final Queue<Runnable> beforeCounts = new ArrayDeque<>();

    public SteppingInJdbcRepository(DataSource database, String table) {
        super(database);
        setRepositoryName(table);
        start();
    }

    /** Runs the step after the sweep has read entries, and before it removes them. */
    public void beforeNextRemoval(Runnable step) {
        beforeRemovals.add(step);
    }

    /** Runs the step before the next write of a session. */
    public void beforeNextWrite(Runnable step) {
        beforeWrites.add(step);
    }

    private static void runNext(Queue<Runnable> steps) {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        runNext(beforeWrites);
        return super.add(context, key, exchange);
    }

    @Override
    public Map<String, Exchange> getAll(CamelContext context, Collection<String> keys) {
        read.addAll(keys);
        return super.getAll(context, keys);
    }

    /** Runs the step before the next count. */
    public void beforeNextCount(Runnable step) {
        beforeCounts.add(step);
    }

    @Override
    public long count() {
        runNext(beforeCounts);
        return super.count();
    }

    @Override
    public int removeAll(Map<String, Exchange> entries) {
        runNext(beforeRemovals);
        return super.removeAll(entries);
    }
}
