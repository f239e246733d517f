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
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of {@code bodies.txt}, each as a value and as the whole body, in every kind of body, against Jackson. */
class BodyCorpusTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    enum Verdict {
        TAKEN,
        REFUSED,
        FREE
    }

    /** @param isText whether it may stand in a String as well */
    record Line(Verdict verdict, byte[] bytes, boolean isText) {
        @Override
        public String toString() {
            return verdict + " " + new String(bytes, UTF_8).replaceAll("\\p{Cntrl}", "?");
        }

        byte[] asValue() {
            byte[] before = "{\"x\":0,\"a\": ".getBytes(UTF_8);
            byte[] after = ",\"y\":1}".getBytes(UTF_8);
            return ByteBuffer.allocate(before.length + bytes.length + after.length)
                    .put(before)
                    .put(bytes)
                    .put(after)
                    .array();
        }
    }

    static Stream<Line> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(BodyCorpusTest.class.getResourceAsStream("bodies.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .map(BodyCorpusTest::line)
                            .toList()
                            .stream();
        }
    }

    private static Line line(String line) {
        Verdict verdict = switch (line.charAt(0)) {
            case '+' -> Verdict.TAKEN;
            case '-' -> Verdict.REFUSED;
            default -> Verdict.FREE;
        };
        String text = line.substring(2);
        return line.charAt(1) == '!'
                ? new Line(verdict, unescaped(text), false)
                : new Line(verdict, text.getBytes(UTF_8), true);
    }

    private static byte[] unescaped(String text) {
        StringBuilder latin1 = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            boolean isEscape = text.startsWith("\\x", at);
            latin1.append(isEscape ? (char) Integer.parseInt(text.substring(at + 2, at + 4), 16) : text.charAt(at));
            at += isEscape ? 3 : 0;
        }
        return latin1.toString().getBytes(ISO_8859_1);
    }

    private static List<Object> kinds(byte[] bytes, boolean isText) {
        List<Object> kinds = new ArrayList<>(List.of(bytes, new ByteArrayInputStream(bytes), ByteBuffer.wrap(bytes)));
        if (isText) {
            String text = new String(bytes, UTF_8);
            kinds.addAll(List.of(text, new StringReader(text), new StringBuilder(text), text.toCharArray()));
        }
        return kinds;
    }

    private static @Nullable JsonNode jacksons(byte[] bytes) throws IOException {
        try {
            return JACKSON.readTree(bytes);
        } catch (JsonProcessingException | java.io.CharConversionException e) {
            return null;
        }
    }

    private static @Nullable Map<String, String> ours(Message message) {
        try {
            return Messages.put(message, FieldNames.ALL);
        } catch (InvalidMessageBodyException e) {
            return null;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void aValueIsTakenOrRefusedAsJacksonDoesAndTakenAsItIs(Line line) throws IOException {
        byte[] body = line.asValue();
        boolean taken = line.verdict() == Verdict.FREE ? jacksons(body) != null : line.verdict() == Verdict.TAKEN;

        for (Object kind : kinds(body, line.isText())) {
            Map<String, String> fields = ours(message(kind));
            assertThat(fields != null).as("%s as %s", line, kind.getClass()).isEqualTo(taken);
            if (fields != null) {
                assertThat(fields)
                        .containsEntry("a", new String(line.bytes(), UTF_8))
                        .containsEntry("y", "1");
                assertThat(JACKSON.readTree(fields.get("a")))
                        .isEqualTo(Objects.requireNonNull(jacksons(body)).get("a"));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void aWholeBodyIsTakenIfItIsAnObjectForJackson(Line line) throws IOException {
        JsonNode tree = jacksons(line.bytes());
        boolean taken = tree != null && tree.isObject();

        for (Object kind : kinds(line.bytes(), line.isText())) {
            Map<String, String> fields = ours(message(kind));
            assertThat(fields != null).as("%s as %s", line, kind.getClass()).isEqualTo(taken);
            if (fields != null) {
                for (Map.Entry<String, String> field : fields.entrySet()) {
                    assertThat(JACKSON.readTree(field.getValue()))
                            .isEqualTo(Objects.requireNonNull(tree).get(field.getKey()));
                }
            }
        }
    }

    /** What breaks only across the edge of a value would be hidden by it. */
    @Test
    void theCorpusHasEnoughOfEachVerdict() throws IOException {
        List<Line> lines = lines().toList();

        assertThat(lines).filteredOn(line -> line.verdict() == Verdict.TAKEN).hasSizeGreaterThan(60);
        assertThat(lines).filteredOn(line -> line.verdict() == Verdict.REFUSED).hasSizeGreaterThan(90);
        assertThat(lines).filteredOn(line -> line.verdict() == Verdict.FREE).hasSizeGreaterThan(8);
        assertThat(lines)
                .filteredOn(line -> line.verdict() == Verdict.TAKEN)
                .allSatisfy(line -> assertThat(jacksons(line.asValue())).isNotNull());
    }
}
