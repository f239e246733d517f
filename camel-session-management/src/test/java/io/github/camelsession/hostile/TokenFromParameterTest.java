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
package io.github.camelsession.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token comes in the header or not at all (RFC 6750 section 2.3), behind each consumer. */
class TokenFromParameterTest extends EveryConsumerTest {
    /** Netty's consumer decodes the plus sign alone. */
    private static final List<String> CREDENTIALS = List.of("Bearer+" + TOKEN, "Bearer%20" + TOKEN);

    private static final String PLAIN = "Authorization=Bearer+" + TOKEN;
    private static final String FORM = "application/x-www-form-urlencoded";

    private List<String> answers(Door door, List<RawHttp> attacks) throws Exception {
        List<String> answers = new ArrayList<>();
        for (RawHttp attack : attacks) {
            RawHttp.Answer answer = shop(door).send(attack);
            answers.add(answer.status() == 401 ? answer.body() : "HTTP_" + answer.status());
        }
        return answers;
    }

    private void assertRefused(Door door, List<RawHttp> attacks) throws Exception {
        assertThat(answers(door, attacks).stream().distinct().collect(Collectors.toList()))
                .isSubsetOf(
                        "TOKEN_FROM_PARAMETER",
                        "NO_TOKEN",
                        "SEVERAL_TOKENS",
                        "NOT_A_BEARER_TOKEN",
                        "HTTP_0",
                        "HTTP_400",
                        "HTTP_404",
                        "HTTP_405",
                        "HTTP_415",
                        "HTTP_500");
        assertSessionIsUntouched(door);
    }

    private static Stream<String> parameters() {
        return Spellings.ofParameter("Authorization").stream()
                .flatMap(name -> CREDENTIALS.stream().map(value -> name + "=" + value));
    }

    private static String get(Door door) {
        return door.path() + "/get";
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInTheQueryIsRefusedForThatReason(Door door) throws Exception {
        assertThat(answers(door, List.of(RawHttp.get(get(door) + "?Authorization=Bearer+" + TOKEN))))
                .containsExactly("TOKEN_FROM_PARAMETER");
    }

    /** Vert.x skips equals signs before a name. */
    @ParameterizedTest
    @MethodSource("doors")
    void equalsSignsBeforeTheNameOfAParameterDoNotHideIt(Door door) throws Exception {
        assertRefused(
                door,
                Stream.of("?=", "?==", "?a=b&=", "?=a;=", "?a;=", "?=%41uthorization=x&=")
                        .map(start -> RawHttp.get(get(door) + start + PLAIN))
                        .toList());
    }

    /** What Camel's consumer takes for the query goes on behind it. */
    @ParameterizedTest
    @MethodSource("doors")
    void numberSignDoesNotHideAParameter(Door door) throws Exception {
        assertRefused(
                door,
                Stream.of("?x#&", "?#&", "?a=b#c&")
                        .map(start -> RawHttp.get(get(door) + start + PLAIN))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInTheQueryInAnySpellingIsRefused(Door door) throws Exception {
        assertRefused(
                door,
                parameters()
                        .map(parameter -> RawHttp.get(get(door) + "?" + parameter))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInAPathParameterInAnySpellingIsRefused(Door door) throws Exception {
        assertRefused(
                door,
                parameters()
                        .flatMap(parameter -> Stream.of(
                                RawHttp.get(get(door) + ";" + parameter),
                                RawHttp.get(get(door) + ";" + parameter + "?x=1"),
                                RawHttp.get(get(door).replace("/get", ";" + parameter + "/get"))))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInAFormFieldInAnySpellingIsRefused(Door door) throws Exception {
        assertRefused(
                door,
                parameters().map(form -> RawHttp.post(get(door), FORM, form)).toList());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInAMultipartFormInAnySpellingIsRefused(Door door) throws Exception {
        assertRefused(
                door,
                Spellings.ofHeader("Authorization").stream()
                        .map(name -> RawHttp.post(
                                get(door),
                                "multipart/form-data; boundary=b",
                                Forms.multipart("b", name, "Bearer " + TOKEN)))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInAnEarlierParameterThanContentTypeIsRefused(Door door) throws Exception {
        assertRefused(
                door,
                List.of(
                        RawHttp.post(get(door) + "?Content-Type=text/plain", FORM, PLAIN),
                        RawHttp.post(get(door) + "?CamelHttpMethod=x&CamelHttpQuery=&CamelHttpRawQuery=", FORM, PLAIN),
                        RawHttp.get("http://127.0.0.1" + get(door) + "?" + PLAIN),
                        RawHttp.get(get(door) + "?" + PLAIN + "#x"),
                        RawHttp.get(get(door) + "?x#y?" + PLAIN)));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInACookieIsNotTaken(Door door) throws Exception {
        assertThat(answers(door, List.of(RawHttp.get(get(door)).line("Cookie: Authorization=Bearer " + TOKEN))))
                .containsExactly("NO_TOKEN");
    }

    @ParameterizedTest
    @MethodSource("doors")
    void tokenInTheHeaderIsTakenWhateverElseIsInTheQuery(Door door) throws Exception {
        assertThat(shop(door)
                        .send(RawHttp.get(get(door) + "?a=b;c&d=%C3%A9").bearer(TOKEN))
                        .body())
                .isEqualTo(CART);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void severalTokenHeadersAreRefused(Door door) throws Exception {
        assertThat(answers(
                        door,
                        List.of(
                                RawHttp.get(get(door)).bearer(TOKEN).bearer(TOKEN),
                                RawHttp.get(get(door)).bearer(TOKEN).line("authorization: Bearer x"),
                                RawHttp.get(get(door))
                                        .line("authorization: Basic x")
                                        .bearer(TOKEN))))
                .containsOnly("SEVERAL_TOKENS");
    }
}
