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
package io.github.camelsession.session.global.update;

import io.github.camelsession.session.global.repository.EntryRepository;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The port as a map, with something to happen before each write. */
public final class MapPort implements EntryRepository {
    private final Map<String, Exchange> held = new ConcurrentHashMap<>();
    public Consumer<Exchange> beforeWrite;
    public Runnable afterWrite = () -> {};
    public boolean down;

    public MapPort(Consumer<Exchange> beforeWrite) {
        this.beforeWrite = beforeWrite;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    @Override
    public @Nullable Exchange get(String key) {
        if (down) {
            throw new IllegalStateException("down");
        }
        return held.get(key);
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        beforeWrite.accept(next);
        held.put(key, next);
        afterWrite.run();
    }

    @Override
    public void remove(String key, Exchange expected) {
        held.remove(key, expected);
    }

    @Override
    public List<String> keys() {
        return List.copyOf(held.keySet());
    }
}
