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

import static io.github.camelsession.json.Messages.get;
import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static io.github.camelsession.json.Messages.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is text or bytes for Camel is text here; the rest is for Jackson. */
class ConversionTest {
    private static final String TEXT = "{\"a\":\"\u00e4\"}";
    private static final byte[] BYTES = TEXT.getBytes(UTF_8);
    private static final String ADDED = "{\"a\":\"\u00e4\",\"b\":2}";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final JsonBody body = new JsonBody(context, () -> null);

    @TempDir
    Path dir;

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Object> texts() {
        return Stream.of(
                new StringBuilder(TEXT),
                new StringBuffer(TEXT),
                CharBuffer.wrap(TEXT),
                new Characters(TEXT),
                TEXT.toCharArray());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void charactersAreText(Object text) {
        Message message = message(text);

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(message.getBody()).isSameAs(text);
        assertThat(get(message, Map.of("b", "2"))).isEqualTo(ADDED);
    }

    static Stream<Object> bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(BYTES);
        return Stream.of(
                ByteBuffer.wrap(BYTES),
                ByteBuffer.wrap(("xx" + TEXT + "yy").getBytes(UTF_8), 2, BYTES.length),
                ByteBuffer.allocateDirect(BYTES.length).put(BYTES).flip(),
                ByteBuffer.wrap(BYTES).asReadOnlyBuffer(),
                out,
                Unpooled.wrappedBuffer(BYTES),
                Buffer.buffer(BYTES));
    }

    /** Whatever charset the message that came in had. */
    @ParameterizedTest
    @MethodSource("bytes")
    void buffersAreBytesAndCanBeReadAgain(Object buffer) {
        Message message = message(buffer);
        message.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, "ISO-8859-1");

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(message.getBody()).isSameAs(buffer);
        assertThat(get(message, Map.of("b", "2"))).isEqualTo(ADDED.getBytes(UTF_8));
    }

    @Test
    void aPathIsReadAsAFileIs() throws Exception {
        Path file = Files.write(dir.resolve("body.json"), BYTES);

        assertThat(put(file)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(get(file, "b", "2")).isEqualTo(ADDED.getBytes(UTF_8));
        assertThat(file).hasBinaryContent(BYTES);
    }

    @Test
    void aPathThatCannotBeReadIsRefused() {
        assertThat(refusal(dir.resolve("none")))
                .endsWith(" that could not be converted to a byte[] (java.nio.file.NoSuchFileException)");
    }

    @Test
    void whatCanBeReadOnlyOnceIsReadableAfterwards() {
        Message message = message(Stream.of("{\"a\":", "1}"));

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "1"));
        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "1"));
        assertThat(message.getBody()).isInstanceOf(InputStream.class).isInstanceOf(StreamCache.class);
    }

    @Test
    void numbersAndTruthsAreNamedAsTheyAreInText() {
        assertThat(refusal(12)).isEqualTo("a number");
        assertThat(refusal(12L)).isEqualTo("a number");
        assertThat(refusal(true)).isEqualTo("a boolean");
    }

    @Test
    void xmlIsRefusedUnread() throws Exception {
        Object document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        StringReader reader = new StringReader("<a/>");

        assertThat(refusal(document)).startsWith("a ").endsWith(", which is XML");
        assertThat(refusal(new StreamSource(reader)))
                .isEqualTo("a javax.xml.transform.stream.StreamSource, which is XML");
        assertThat(reader.read()).isEqualTo('<');
    }

    @Test
    void anExceptionIsNoBody() {
        assertThat(refusal(new IllegalStateException("secret"))).isEqualTo("a java.lang.IllegalStateException");
    }

    /** As an application registers it, or a component that is on the class path. */
    public record Order(String a) {}

    @Test
    void aConverterOfTheApplicationComesBeforeJackson() {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        String.class,
                        Order.class,
                        new SimpleTypeConverter(
                                false, (type, exchange, value) -> "{\"b\":\"" + ((Order) value).a + "\"}"));

        assertThat(body.of(in(new Order("x"))).read(Fields.ALL)).containsOnlyKeys("b");
    }

    @Test
    void aConverterForAnyObjectSaysNothingAboutThisOne() {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        byte[].class,
                        Object.class,
                        new SimpleTypeConverter(false, (type, exchange, value) -> new byte[0]));

        assertThat(body.of(in(new Order("x"))).read(Fields.ALL)).containsOnlyKeys("a");
    }

    @Test
    void aConverterThatFailsIsARefusalWithoutWhatItSays() {
        context.getTypeConverterRegistry()
                .addTypeConverter(String.class, Order.class, new SimpleTypeConverter(false, (type, exchange, value) -> {
                    throw new TypeConversionException(value, type, new IllegalStateException("secret"));
                }));

        assertThat(catchThrowable(() -> body.of(in(new Order("hidden"))).read(Fields.ALL)))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("a " + Order.class.getTypeName()
                        + " that could not be converted to a java.lang.String (java.lang.IllegalStateException)")
                .hasNoCause();
    }

    @Test
    void aConvertedBodyInAnotherCharsetStaysInIt() {
        Message message = message(ByteBuffer.wrap(TEXT.getBytes(ISO_8859_1)));
        message.setHeader(Exchange.CHARSET_NAME, "ISO-8859-1");

        assertThat(get(message, Map.of("b", "2"))).isEqualTo(ADDED.getBytes(ISO_8859_1));
    }

    private Message in(Object value) {
        Message message = new DefaultExchange(context).getMessage();
        message.setBody(value);
        return message;
    }
}
