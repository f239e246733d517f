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
package io.github.camelsession.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConstants;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A name from outside must neither forge a line of the log nor flood it. */
class NamesInMessagesTest {
    private static SessionFieldMissingException missing(List<String> names) {
        CamelContext context = new DefaultCamelContext();
        context.start();
        try {
            Exchange exchange = context.createFluentProducerTemplate()
                    .to("session-management:?failOnMissing=true")
                    .withHeader(SessionManagementConstants.FIELDS, names)
                    .send();
            return exchange.getException(SessionFieldMissingException.class);
        } finally {
            context.stop();
        }
    }

    @Test
    void lineBreaksAndOtherControlCharactersAreNotShown() {
        assertThat(missing(List.of("a\r\nWARN b\u001b[31m\u2028\u202e\ud800")))
                .hasMessageContaining("has no a??WARN b?[31m???; the step");
    }

    @Test
    void longNameIsShortened() {
        assertThat(missing(List.of("n".repeat(10_000)))).hasMessageContaining("has no " + "n".repeat(80) + "…; the");
    }

    @Test
    void tenOfManyNamesAreShownAndTheOthersCounted() {
        List<String> names = IntStream.rangeClosed(1, 12).mapToObj(i -> "n" + i).toList();
        assertThat(missing(names)).hasMessageContaining("n9, n10, and 2 more; the step");
    }

    @Test
    void exceptionHasTheNamesAsTheyAre() {
        assertThat(missing(List.of("a\r\n")).getMissing()).containsExactly("a\r\n");
    }
}
