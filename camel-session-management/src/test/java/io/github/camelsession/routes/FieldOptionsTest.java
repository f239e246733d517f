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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionManagementConstants;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of a step cannot be together: told at the start, or of a header with the message. */
class FieldOptionsTest extends RouteTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation=GET&fields=a=/b/c | GET writes fields into the message, and '/b/c' is a JSON Pointer",
                "operation=TAKE&fields=x,a=/b | '/b' is a JSON Pointer",
                "operation=ADD&fields=a=/b | ADD writes fields into the message",
                "operation=GET&fields=a=x,b=x | two attributes into the one field 'x'",
                "operation=TAKE&fieldsIn=HEADERS&fields=a=x,b=X | two attributes into the one field 'X'",
                "operation=PUT&fields=a=/x/~2 | is no JSON Pointer",
                "operation=PUT&fields=a=b=c | more than one '='",
                "operation=PUT&fields=a=b,a=c | 'a' has two fields",
                "operation=PUT&fields=/a/b | write name=/a/b",
                "operation=PUT&fields=a=$.b.c | is a JSONPath",
                "operation=PUT&fields=a=$%7Bbody.x%7D | is an expression",
                "operation=APPEND&fields=a&maxItems=0 | maxItems=0 would keep no element",
                "operation=APPEND&fields=a&maxItems=-1 | maxItems=-1",
                "operation=PUT&fields=a&sessionType=GLOBAL&ttl=-1 | ttl=PT-0.001S",
                "operation=PUT&fields=a&sessionType=GLOBAL&ttl=0 | ttl=PT0S",
                "operation=PUT&fields=a&sessionType=GLOBAL&ttl=P9999999D | at most 3650 days",
                "operation=PUT&fields=a&ttl=5m | ttl is for GLOBAL sessions",
                "operation=PUT&fieldsIn=WHOLE_BODY&fields=a,b | exactly one",
                "operation=PUT&fieldsIn=WHOLE_BODY&fields=* | exactly one",
                "operation=GET&fieldsIn=WHOLE_BODY | exactly one",
                "operation=PUT&fieldsIn=WHOLE_BODY&fields=a=/b | use fieldsIn=BODY",
                "operation=PUT&fieldsIn=HEADERS&fields=* | fieldsIn=HEADERS with fields=*",
                "operation=GET&fieldsIn=VARIABLES&fields=* | fieldsIn=VARIABLES with fields=*",
                "operation=GET&fieldsIn=HEADERS&fields=CamelHttpUri | 'CamelHttpUri' is a name of Camel's own",
                "operation=GET&fieldsIn=HEADERS&fields=x=camelHttpUri | 'camelHttpUri' is a name of Camel's own",
                "operation=ADD&fieldsIn=PROPERTIES&fields=CamelX | is a name of Camel's own",
                "operation=TAKE&fieldsIn=VARIABLES&fields=nosuch:a | 'nosuch:a' would be one of another repository",
                "operation=GET&fieldsIn=VARIABLES&fields=a=global:a | 'global:a' would be one of another repository",
                "operation=PUT&fieldsIn=VARIABLES&fields=a=route:a | copy it with setVariable",
                "operation=END&versioned=true&sessionType=GLOBAL | versioned=true",
                "operation=CLAIMS&versioned=true&sessionType=GLOBAL | versioned=true"
            })
    void optionsThatCannotBeMeantFailTheStart(String options, String reason) {
        assertThatThrownBy(() -> start(r -> r.from("direct:a").to("session-management:x?" + options)))
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "CamelSessionManagementOperation, GET, operation=PUT&fields=a=/b/c",
        "CamelSessionManagementFields, a=/b, operation=GET&fields=a",
        "CamelSessionManagementFields, CamelHttpUri, operation=GET&fields=a&fieldsIn=HEADERS",
        "CamelSessionManagementFields, *, operation=PUT&fields=a&fieldsIn=HEADERS",
        "CamelSessionManagementFields, 'a,b', operation=PUT&fields=a&fieldsIn=WHOLE_BODY",
        "CamelSessionManagementFields, global:a, operation=TAKE&fields=a&fieldsIn=VARIABLES",
        "CamelSessionManagementFields, a=b=c, operation=PUT&fields=a"
    })
    void headersAreCheckedAlike(String header, String value, String options) throws Exception {
        start(r -> r.from("direct:a").to("session-management:x?" + options));
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:a")
                .withBody("{\"a\":1}")
                .withHeader(header, value)
                .send();
        assertThat(exchange.getException())
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining(header);
    }

    @Test
    void headersAreCheckedTogether() throws Exception {
        start(r -> r.from("direct:a").to("session-management:x?operation=PUT&fields=a=/b/c"));
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:a")
                .withBody("{}")
                .withHeader(SessionManagementConstants.OPERATION, "GET")
                .withHeader(SessionManagementConstants.FIELDS, "a")
                .send();
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void headersOfCamelCanBeStored() throws Exception {
        start(r -> r.from("direct:a")
                .to("session-management:x?operation=PUT&fields=path=CamelHttpPath&fieldsIn=HEADERS")
                .setBody(e -> "{}")
                .to(get("path")));
        assertThat(context.createProducerTemplate()
                        .requestBodyAndHeader("direct:a", null, "CamelHttpPath", "/cart", String.class))
                .isEqualTo("{\"path\":\"/cart\"}");
    }

    @Test
    void collectionOfNamesHasNoRenaming() throws Exception {
        start(r -> r.from("direct:a")
                .to("session-management:x?operation=PUT")
                .setBody(e -> "{}")
                .to(get("*")));
        assertThat(context.createProducerTemplate()
                        .requestBodyAndHeaders(
                                "direct:a",
                                "{\"a=b\":1,\"/c\":2,\"b\":3}",
                                Map.of(SessionManagementConstants.FIELDS, List.of("a=b", "/c")),
                                String.class))
                .isEqualTo("{\"a=b\":1,\"/c\":2}");
    }
}
