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
package io.github.camelsession.session.global;

import static io.github.camelsession.session.global.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.Fixtures.session;
import static io.github.camelsession.session.global.StoreUnderTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {
    private final CamelContext context = new DefaultCamelContext();
    private final MapPort port = new MapPort(next -> {});
    private final Entries entries = new Entries(context, port, "org.example.SomeRepository");
    private final Entries otherNode = new Entries(context, port, "org.example.SomeRepository");

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private static Entry entry(String name, String json) {
        return new Entry(session(name, json), EXPIRY, ManualTime.START);
    }

    private Entry write(Entries node, Entry entry) {
        port.compareAndSet(KEY.value(), null, node.exchangeOf(KEY.value(), null, entry));
        return entry;
    }

    private StoredEntry read() {
        return Objects.requireNonNull(entries.read(KEY.value()));
    }

    @Test
    void entryThatIsStillStoredIsNotParsedAgain() {
        write(otherNode, entry("a", "1"));
        assertThat(read().entry()).isEqualTo(entry("a", "1")).isSameAs(read().entry());
    }

    @Test
    void entryThatThisNodeHasWrittenIsNotParsed() {
        Entry written = write(entries, entry("a", "1"));
        assertThat(read().entry().session()).isSameAs(written.session());
    }

    @Test
    void entryThatAnotherNodeHasWrittenMeanwhileIsSeen() {
        write(entries, entry("a", "1"));
        write(otherNode, entry("a", "2"));
        assertThat(read().entry()).isEqualTo(entry("a", "2"));
    }

    @Test
    void writeThatIsNotStoredIsNotSeen() {
        write(otherNode, entry("a", "1"));
        entries.exchangeOf(KEY.value(), null, entry("a", "2"));
        assertThat(read().entry()).isEqualTo(entry("a", "1"));
    }

    @Test
    void largeEntryIsParsedEachTime() {
        Entry large = write(entries, entry("a", '"' + "b".repeat(2048) + '"'));
        assertThat(read().entry()).isEqualTo(large).isNotSameAs(read().entry());
    }

    @Test
    void entryThatIsGoneIsForgotten() {
        write(entries, entry("a", "1"));
        StoredEntry stored = read();
        entries.remove(KEY.value(), stored);
        port.compareAndSet(KEY.value(), null, stored.exchange());
        assertThat(read().entry()).isEqualTo(stored.entry()).isNotSameAs(stored.entry());
    }

    @Test
    void lookOfTheSweepKeepsNothing() throws Exception {
        write(otherNode, entry("a", "1"));
        Entry seen = Objects.requireNonNull(entries.readOrRefuse(KEY.value())).entry();
        assertThat(read().entry()).isEqualTo(seen).isNotSameAs(seen);
    }
}
