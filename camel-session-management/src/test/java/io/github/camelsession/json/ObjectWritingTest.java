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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ObjectMapper writes bodies made of Java objects, and what it may decide. */
class ObjectWritingTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    public record Order(String orderId, LocalDate due, Optional<String> note) {
        static final Order ONE = new Order("A-1", LocalDate.of(2026, 1, 2), Optional.of("n"));
    }

    private Map<String, String> put(Object body) {
        return put(new JsonBody(context, () -> null), body);
    }

    private Map<String, String> put(JsonBody bodies, Object body) {
        Map<String, String> texts = new LinkedHashMap<>();
        bodies.of(in(body)).read(Fields.ALL).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private Message in(Object body) {
        Message message = new DefaultExchange(context).getMessage();
        message.setBody(body);
        return message;
    }

    @Test
    void withoutAMapperTheModulesOnTheClassPathAreUsedAndDatesAreText() {
        assertThat(put(Order.ONE))
                .containsOnly(entry("orderId", "\"A-1\""), entry("due", "\"2026-01-02\""), entry("note", "\"n\""));
        assertThat(put(Map.of("at", OffsetDateTime.parse("2026-01-02T03:04:05+01:00"))))
                .containsOnly(entry("at", "\"2026-01-02T03:04:05+01:00\""));
        assertThat(put(Map.of("at", List.of(Instant.EPOCH, Duration.ofSeconds(90)))))
                .containsOnly(entry("at", "[\"1970-01-01T00:00:00Z\",\"PT1M30S\"]"));
        assertThat(put(Map.of("none", Optional.empty()))).containsOnly(entry("none", "null"));
    }

    /** Of another Jackson, say. */
    public static final class BrokenModule extends SimpleModule {
        private static final long serialVersionUID = 1L;

        @Override
        public void setupModule(SetupContext setup) {
            throw new NoSuchMethodError("setup");
        }
    }

    public static final class BrokenFromTheStart extends SimpleModule {
        private static final long serialVersionUID = 1L;

        public BrokenFromTheStart() {
            throw new IllegalStateException("version");
        }
    }

    @Test
    void modulesThatFailAreLeftOutAndTheOthersAreUsed(@TempDir Path dir) throws Exception {
        Path services = Files.createDirectories(dir.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("com.fasterxml.jackson.databind.Module"),
                BrokenFromTheStart.class.getName() + "\nno.such.Module\n" + BrokenModule.class.getName() + "\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader())) {
            context.setApplicationContextClassLoader(loader);

            assertThat(put(Order.ONE)).containsEntry("due", "\"2026-01-02\"").containsEntry("note", "\"n\"");
        }
    }

    @Test
    void getMakesAMapOfARecordWithADate() {
        Message message = in(Order.ONE);

        new JsonBody(context, () -> null)
                .of(message)
                .draft(false)
                .with(Map.of("stock", JsonValue.ofText("7")))
                .run();

        assertThat(message.getBody()).isEqualTo(Map.of("orderId", "A-1", "due", "2026-01-02", "note", "n", "stock", 7));
    }

    @Test
    void theOneMapperInTheRegistryIsUsed() {
        context.getRegistry().bind("json", snakeCase());

        assertThat(put(Order.ONE)).containsKeys("order_id").doesNotContainKey("orderId");
    }

    private static ObjectMapper snakeCase() {
        return JsonMapper.builder()
                .findAndAddModules()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
    }

    @Test
    void oneMapperUnderTwoNamesIsOne() {
        ObjectMapper mapper = snakeCase();
        context.getRegistry().bind("json", mapper);
        context.getRegistry().bind("alias", mapper);

        assertThat(put(Order.ONE)).containsKeys("order_id");
    }

    @Test
    void noneOfSeveralMappersIsUsed() {
        context.getRegistry().bind("json", snakeCase());
        context.getRegistry().bind("other", new ObjectMapper());

        assertThat(put(Order.ONE)).containsKeys("orderId");
    }

    @Test
    void theMapperOfTheOptionComesBeforeTheRegistry() {
        context.getRegistry().bind("json", new ObjectMapper());

        assertThat(put(new JsonBody(context, ObjectWritingTest::snakeCase), Order.ONE))
                .containsKeys("order_id");
    }

    @Test
    void theMapperThatCannotWriteAnObjectIsNamed() {
        String cannot = "a " + Order.class.getTypeName()
                + " that cannot be written as JSON: it holds a java.time.LocalDate, which ";
        context.getRegistry().bind("plain", new ObjectMapper());

        assertThatThrownBy(() -> put(Order.ONE))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage(cannot + "the ObjectMapper of the registry cannot write (add a module to it, or set the"
                        + " option objectMapper to another)");
        assertThatThrownBy(() -> put(new JsonBody(context, ObjectMapper::new), Order.ONE))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage(cannot + "the ObjectMapper of the option objectMapper cannot write (add a module to it)");
    }

    /** It is the application's: others write with it, and would see what is changed. */
    @Test
    void theMapperIsLeftAsItIs() throws Exception {
        ObjectMapper mapper = new ObjectMapper()
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("a", null);
        object.put("b", new Template("x"));
        String before = mapper.writeValueAsString(object);
        context.getRegistry().bind("json", mapper);

        assertThat(put(object)).containsOnly(entry("a", "null"), entry("b", "\"x\""));

        assertThat(mapper.writeValueAsString(object)).isEqualTo(before).contains("LinkedHashMap", "empty");
        assertThat(mapper.getFactory().getCodec()).isSameAs(mapper);
    }

    @Test
    void numbersOfAMapStayExactWhateverTheMapperDoes() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        mapper.configure(JsonGenerator.Feature.WRITE_NUMBERS_AS_STRINGS, true);
        context.getRegistry().bind("json", mapper);

        assertThat(put(Map.of("n", List.of(new BigDecimal("1.10"), new BigDecimal("1E+400"), -0.0d))))
                .containsOnly(entry("n", "[1.10,1E+400,-0.0]"));
        assertThat(put(Map.of("n", new BigInteger("9".repeat(40))))).containsOnly(entry("n", "9".repeat(40)));
    }

    @Test
    void aMapperForAnotherFormatWritesJsonHere() {
        context.getRegistry().bind("yaml", new YAMLMapper());

        assertThat(put(Map.of("a", List.of(1)))).containsOnly(entry("a", "[1]"));
    }

    /** Its copy() would fail. */
    private static final class Own extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        Own() {
            setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
        }
    }

    public record Simple(String name) {}

    @Test
    void aMapperOfAClassOfTheApplicationsOwnIsUsed() {
        context.getRegistry().bind("json", new Own());

        assertThat(put(new Simple("x"))).containsOnly(entry("Name", "\"x\""));
    }

    @Test
    void namesOfJavaClassesDoNotGetIntoValues() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.activateDefaultTyping(
                BasicPolymorphicTypeValidator.builder().allowIfSubType("java.").build(),
                ObjectMapper.DefaultTyping.NON_FINAL);
        context.getRegistry().bind("json", mapper);

        assertThat(put(new LinkedHashMap<>(Map.of("a", new LinkedHashMap<>(Map.of("b", List.of(1)))))))
                .containsOnly(entry("a", "{\"b\":[1]}"));
    }

    private record Template(String text) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void textOfAnyClassIsTextWithinAMap() {
        Template text = new Template("A-7");

        assertThat(put(Map.of("order", text))).containsOnly(entry("order", "\"A-7\""));
        assertThat(put(Map.of("deep", List.of(Map.of("x", new StringBuilder("y"), "z", text)))))
                .hasEntrySatisfying("deep", deep -> assertThat(deep).contains("\"z\":\"A-7\"", "\"x\":\"y\""));
    }

    @Test
    void aSerializerOfTheApplicationForSuchTextIsUsed() {
        SimpleModule module = new SimpleModule().addSerializer(Template.class, new StdSerializer<>(Template.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(Template value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString("<" + value + ">");
            }
        });
        context.getRegistry().bind("json", new ObjectMapper().registerModule(module));

        assertThat(put(Map.of("order", new Template("x")))).containsOnly(entry("order", "\"<x>\""));
    }
}
