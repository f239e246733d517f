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
package io.github.camelsession.session.global.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class WriteIdsTest {
    private final WriteIds ids = new WriteIds();

    private static StoredEntry stored(String id, List<String> writes) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext(false));
        exchange.setExchangeId(id);
        return new StoredEntry(
                exchange,
                Fixtures.entry(Session.EMPTY, ManualTime.START, ManualTime.START)
                        .with(List.copyOf(writes)));
    }

    @Test
    void idsOfOneNodeAndOfSeveralDiffer() {
        assertThat(List.of(ids.next(), ids.next(), new WriteIds().next())).doesNotHaveDuplicates();
    }

    @Test
    void idIsShort() {
        assertThat(ids.next()).matches("[0-9a-z]{1,13}-[0-9a-z]+");
    }

    @Test
    void nodeThatIsAloneCarriesNothingOn() {
        assertThat(ids.carriedOver(null)).isEmpty();
        assertThat(ids.carriedOver(stored(ids.next(), List.of()))).isEmpty();
    }

    @Test
    void lastWriteOfEachOtherNodeIsCarriedOn() {
        assertThat(ids.carriedOver(stored("b-7", List.of(ids.next(), "a-3")))).containsExactly("a-3", "b-7");
    }

    @Test
    void oldestAreForgotten() {
        List<String> many = IntStream.range(0, WriteIds.REMEMBERED)
                .mapToObj(node -> node + "-1")
                .toList();
        assertThat(ids.carriedOver(stored("last-1", many)))
                .hasSize(WriteIds.REMEMBERED)
                .doesNotContain("0-1")
                .startsWith("1-1")
                .endsWith("last-1");
    }

    @Test
    void entryComesFromItsOwnWriteAndFromThoseBeforeIt() {
        StoredEntry stored = stored("b-7", List.of("a-3"));
        assertThat(stored.comesFrom("b-7")).isTrue();
        assertThat(stored.comesFrom("a-3")).isTrue();
        assertThat(stored.comesFrom("a-4")).isFalse();
    }

    @Test
    void writeIsForgottenOnlyWhenNoneIsKnownFromBeforeIt() {
        List<String> many = IntStream.range(0, WriteIds.REMEMBERED)
                .mapToObj(node -> node + "-1")
                .toList();
        StoredEntry found = stored("last-1", many);
        assertThat(found.mayHaveForgotten(null)).isTrue();
        assertThat(found.mayHaveForgotten(stored("early-1", List.of("earlier-1"))))
                .isTrue();
        assertThat(found.mayHaveForgotten(stored("0-1", List.of()))).isFalse();
        assertThat(found.mayHaveForgotten(stored("early-1", List.of("5-1")))).isFalse();
        assertThat(found.mayHaveForgotten(found)).isFalse();
        assertThat(stored("last-1", many.subList(1, many.size())).mayHaveForgotten(null))
                .isFalse();
    }
}
