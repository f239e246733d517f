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
package io.github.camelsession.json;

import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static io.github.camelsession.json.Messages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.camelsession.InvalidMessageBodyException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java objects that are no JSON object, and what the refusal says. */
class BadTreeBodyTest {
    static List<Object> others() {
        return List.of(
                List.of(1),
                new int[] {1},
                1.5,
                new RawValue(""),
                Path.of("x"),
                new IllegalStateException("boom"),
                new StackOverflowError(),
                JsonNodeFactory.instance.arrayNode(),
                NullNode.getInstance());
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsRefusedByItsType(Object body) {
        assertThat(refusal(body)).startsWith("a " + body.getClass().getTypeName());
    }

    @Test
    void keysThatAreNoStringsAreRefused() {
        assertThat(refusal(new LinkedHashMap<>(Map.of(1, "x"))))
                .isEqualTo("a java.util.LinkedHashMap with a key that is a java.lang.Integer");
        Map<@Nullable String, Object> nullKey = new LinkedHashMap<>();
        nullKey.put(null, 1);
        assertThat(refusal(nullKey)).isEqualTo("a java.util.LinkedHashMap with a key that is null");
    }

    @Test
    void aValueThatJacksonDoesNotKnowIsRefusedByItsType() {
        assertThatThrownBy(() -> put(new LinkedHashMap<>(Map.of("a", new Object()))))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("a java.util.LinkedHashMap that cannot be written as JSON: it holds a java.lang.Object")
                .hasNoCause();
    }

    public static final class Failing {
        public String getSecret() {
            return Instant.parse(String.join("", "sec", "ret")).toString();
        }
    }

    @Test
    void aGetterThatThrowsIsRefusedWithoutItsMessage() {
        assertThat(refusal(new Failing()))
                .isEqualTo("a " + Failing.class.getTypeName()
                        + " that cannot be written as JSON: java.time.format.DateTimeParseException");
    }

    @Test
    void rawTextInAMapIsChecked() {
        assertThat(put(Map.of("a", new RawValue("1.0")))).containsOnly(entry("a", "1.0"));
        assertThatThrownBy(() -> put(Map.of("a", new RawValue("secret"))))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("text that is not JSON: syntax error at byte");
    }

    @Test
    void anUnpairedSurrogateInAMapIsTakenAsAnEscape() {
        assertThat(put(Map.of("a", "\ud800"))).containsOnly(entry("a", "\"\\uD800\""));
    }

    @Test
    void aCyclicMapIsRefused() {
        Map<String, Object> cyclic = new LinkedHashMap<>();
        cyclic.put("a", new LinkedHashMap<>(Map.of("b", cyclic)));

        assertThatThrownBy(() -> put(cyclic))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith(
                        "a java.util.LinkedHashMap that cannot be written as JSON: JSON that exceeds a limit: Document"
                                + " nesting");
    }

    @Test
    void aCyclicPojoIsRefused() {
        Node one = new Node();
        one.next = new Node();
        one.next.next = one;

        assertThat(refusal(one))
                .contains("that cannot be written as JSON: JSON that exceeds a limit: Document nesting");
    }

    static final class Node {
        public @Nullable Node next;
    }

    @Test
    void aMapThatIsAsDeepAsTheLimitIsTakenAndOneDeeperIsRefused() {
        assertThat(put(Map.of("a", nested(999)))).containsOnly(entry("a", "[".repeat(999) + "]".repeat(999)));
        assertThatThrownBy(() -> put(Map.of("a", nested(1000))))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("JSON that exceeds a limit: Document nesting depth (1001)");
        assertThatThrownBy(() -> put(Map.of("a", nested(200_000)))).isInstanceOf(InvalidMessageBodyException.class);
    }

    private static List<Object> nested(int depth) {
        List<Object> nested = List.of();
        for (int i = 1; i < depth; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(nested);
            nested = outer;
        }
        return nested;
    }

    @Test
    void aNumberInAMapBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> put(Map.of("a", new BigInteger("9".repeat(1001)))))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("JSON that exceeds a limit: Number value length (1001)");
    }

    @Test
    void aMapThatFailsWhileReadIsRefusedWithoutItsMessage() {
        Map<String, Object> failing = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("secret");
            }
        };

        assertThat(refusal(failing)).endsWith("that could not be read (java.lang.IllegalStateException)");
    }

    @Test
    void aCollectionWithoutEndIsRefused() {
        Map<String, Object> body = Map.of("a", new Endless());

        assertThatThrownBy(() -> Messages.BODY.of(message(body)).read(Fields.ALL))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageEndingWith("that cannot be written as JSON: endless recursion");
    }

    /** Goes round without writing, so that no limit of Jackson's ends it. */
    private static final class Endless extends AbstractMap<String, Object> {
        @Override
        public boolean isEmpty() {
            return entrySet().isEmpty();
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return isEmpty() ? Set.of() : Set.of(Map.entry("a", 1));
        }
    }
}
