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

import io.github.camelsession.SessionManagementConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No client sets what steers a step: CVE-2025-27636, CVE-2025-29891, CVE-2025-30177 and CVE-2026-40453 of Camel. */
class SteeringHeadersTest extends EveryConsumerTest {
    private static final Map<String, String> STEERING = Map.of(
            SessionManagementConstants.OPERATION, "CLEAR",
            SessionManagementConstants.FIELDS, "nothing",
            SessionManagementConstants.FOUND, "cart");

    private void assertHarmless(Door door, List<RawHttp> attacks) throws Exception {
        for (RawHttp attack : attacks) {
            RawHttp.Answer answer = shop(door).send(attack);
            assertThat(shop(door).overridesThatArrived()).as("%s", attack).isEmpty();
            if (answer.status() == 200) {
                assertThat(answer.body()).as("%s", attack).isEqualTo(CART);
            } else {
                assertThat(answer.status()).as("%s: %s", attack, answer).isIn(0, 400, 401, 404, 405, 415, 500);
            }
        }
        assertSessionIsUntouched(door);
    }

    private static String get(Door door) {
        return door.path() + "/get";
    }

    @ParameterizedTest
    @MethodSource("doors")
    void headerInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofHeader(name)
                .forEach(spelling ->
                        attacks.add(RawHttp.get(get(door)).bearer(TOKEN).line(spelling + ": " + value))));
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void headerThatComesTwiceOrOverSeveralLinesDoesNotSteer(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> {
            RawHttp get = RawHttp.get(get(door)).bearer(TOKEN);
            attacks.add(get.line(name + ": " + value).line(name.toLowerCase(java.util.Locale.ROOT) + ": " + value));
            attacks.add(get.line(name + ":\r\n " + value));
            attacks.add(get.line("X: y\r\n " + name + ": " + value));
            attacks.add(get.line("X: y\r" + name + ": " + value));
            attacks.add(get.line("X: y\n" + name + ": " + value));
            attacks.add(get.line("X: y\u0085" + name + ": " + value));
            attacks.add(get.line("X: y\u2028" + name + ": " + value));
        });
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void queryParameterInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofParameter(name)
                .forEach(spelling -> attacks.add(
                        RawHttp.get(get(door) + "?" + spelling + "=" + value).bearer(TOKEN))));
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void pathParameterInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofParameter(name)
                .forEach(spelling -> attacks.add(
                        RawHttp.get(get(door) + ";" + spelling + "=" + value).bearer(TOKEN))));
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void formFieldInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofParameter(name)
                .forEach(spelling ->
                        attacks.add(RawHttp.post(get(door), "application/x-www-form-urlencoded", spelling + "=" + value)
                                .bearer(TOKEN))));
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void fieldOfAMultipartFormInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofHeader(name)
                .forEach(spelling -> attacks.add(RawHttp.post(
                                get(door), "multipart/form-data; boundary=b", Forms.multipart("b", spelling, value))
                        .bearer(TOKEN))));
        assertHarmless(door, attacks);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void cookieInNoSpellingSteers(Door door) throws Exception {
        List<RawHttp> attacks = new ArrayList<>();
        STEERING.forEach((name, value) -> Spellings.ofHeader(name)
                .forEach(spelling ->
                        attacks.add(RawHttp.get(get(door)).bearer(TOKEN).line("Cookie: " + spelling + "=" + value))));
        assertHarmless(door, attacks);
    }
}
