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
import static io.github.camelsession.json.Messages.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

/** The kind of a text body is kept, and a stream can be read again. */
class BodyKindTest {
    private static final String TEXT = "{\"a\":\"\u00e4\"}";
    private static final byte[] BYTES = TEXT.getBytes(UTF_8);
    private static final String ADDED = "{\"a\":\"\u00e4\",\"b\":2}";

    @Test
    void bytesStayBytesAndTheArrayIsNotChanged() {
        byte[] body = BYTES.clone();

        assertThat(put(body)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(get(body, "b", "2")).isEqualTo(ADDED.getBytes(UTF_8));
        assertThat(body).isEqualTo(BYTES);
    }

    @Test
    void putFromAStreamLeavesOneThatIsReadFromItsStartAgainAndAgain() throws IOException {
        Message message = message(onlyOnce(BYTES));

        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(((InputStream) message.getBody()).readAllBytes()).isEqualTo(BYTES);
        assertThat(message.getBody()).isInstanceOf(StreamCache.class);
    }

    @Test
    void getIntoAStreamMakesAStreamCache() throws IOException {
        Object body = get(onlyOnce(BYTES), "b", "2");

        assertThat(body).isInstanceOf(InputStreamCache.class);
        assertThat(((InputStream) body).readAllBytes()).isEqualTo(ADDED.getBytes(UTF_8));
    }

    @Test
    void aStreamThatIsNoObjectCanBeReadAgain() throws IOException {
        Message message = message(onlyOnce("[1]".getBytes(UTF_8)));

        assertThatThrownBy(() -> Messages.BODY
                        .of(message)
                        .draft(false)
                        .with(values(Map.of("a", "1")))
                        .run())
                .hasMessage("an array");
        assertThat(((InputStream) message.getBody()).readAllBytes()).asString().isEqualTo("[1]");
    }

    @Test
    void aStreamCacheThatWasReadIsReadFromItsStart() throws IOException {
        InputStreamCache cache = new InputStreamCache(BYTES);
        cache.readAllBytes();
        Message message = message(cache);

        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(message.getBody()).isSameAs(cache);
        assertThat(cache.readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void aStreamCacheThatIsNoStreamIsRead() throws IOException {
        Object body = get(new OnlyACache(TEXT), "b", "2");

        assertThat(((InputStream) body).readAllBytes()).isEqualTo(ADDED.getBytes(UTF_8));
    }

    @Test
    void putFromAReaderLeavesOneThatIsReadFromItsStartAgainAndAgain() throws IOException {
        Message message = message(new BufferedReader(new StringReader(TEXT)));

        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(read(message.getBody())).isEqualTo(TEXT);
    }

    @Test
    void getIntoAReaderMakesAReader() throws IOException {
        Object body = get(new StringReader(TEXT), "b", "2");

        assertThat(body).isInstanceOf(StreamCache.class);
        assertThat(read(body)).isEqualTo(ADDED);
    }

    @Test
    void aReaderCacheThatWasReadIsReadFromItsStart() throws IOException {
        ReaderCache cache = new ReaderCache(TEXT);
        read(cache);

        assertThat(put(cache)).containsOnlyKeys("a");
        assertThat(read(cache)).isEqualTo(TEXT);
    }

    @Test
    void streamsThatCannotBeReadAreRefused() {
        assertThatThrownBy(() -> put(new BrokenStream()))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageEndingWith("that could not be read (java.io.IOException)")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> put(closed()))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("a java.io.StringReader that could not be read (java.io.IOException)");
    }

    static Stream<Object> empties() {
        return Stream.of(
                "",
                new byte[0],
                InputStream.nullInputStream(),
                new InputStreamCache(new byte[0]),
                Reader.nullReader(),
                "\n",
                "\uFEFF",
                " \r\n\t ".getBytes(UTF_8),
                new ByteArrayInputStream("  ".getBytes(UTF_8)),
                new StringReader("\uFEFF \n"),
                new StringBuilder(" "),
                ByteBuffer.wrap(new byte[] {'\n'}));
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("empties")
    void anEmptyOrBlankBodyIsAnEmptyObjectAndGetMakesTextOfIt(@Nullable Object body) {
        Message message = message(body);

        assertThat(put(message, FieldNames.ALL)).isEmpty();
        assertThat(get(message, Map.of("a", "1"))).isEqualTo("{\"a\":1}");
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("empties")
    void getMakesAMapOfAnEmptyBodyIfThatIsWanted(@Nullable Object body) {
        Message message = message(body);

        Messages.BODY
                .of(message)
                .draft(true)
                .with(values(Map.of("a", "[1.10]")))
                .run();

        assertThat(message.getBody()).isEqualTo(Map.of("a", List.of(new BigDecimal("1.10"))));
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isNull();
    }

    @Test
    void getOfNothingMakesAMapOfAnEmptyBodyToo() {
        Message message = message(null);

        Messages.BODY.of(message).draft(true).with(Map.of()).run();

        assertThat(message.getBody()).isEqualTo(Map.of());
    }

    @Test
    void aContentTypeThatIsThereIsKept() {
        Message message = message(null);
        message.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");

        assertThat(get(message, Map.of())).isEqualTo("{}");
        assertThat(message.getHeaders()).containsOnly(entry(Exchange.CONTENT_TYPE, "application/problem+json"));
    }

    @Test
    void aBodyThatIsNotEmptyGetsNoContentType() {
        Message message = message("{}");

        get(message, Map.of("a", "1"));

        assertThat(message.getHeaders()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("empties")
    void getOfNothingMakesAnEmptyObjectOfAnEmptyBodyToo(@Nullable Object body) {
        assertThat(get(message(body), Map.of())).isEqualTo("{}");
    }

    private static InputStream onlyOnce(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
    }

    private static StringReader closed() {
        StringReader reader = new StringReader(TEXT);
        reader.close();
        return reader;
    }

    private static String read(@Nullable Object reader) throws IOException {
        StringWriter out = new StringWriter();
        ((Reader) Objects.requireNonNull(reader)).transferTo(out);
        return out.toString();
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return read();
        }
    }

    /** As SourceCache and others of Camel's are. */
    private record OnlyACache(String text) implements StreamCache {
        @Override
        public void reset() {}

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(text.getBytes(UTF_8));
        }

        @Override
        public StreamCache copy(Exchange exchange) {
            return this;
        }

        @Override
        public boolean inMemory() {
            return true;
        }

        @Override
        public long length() {
            return -1;
        }

        @Override
        public long position() {
            return 0;
        }
    }
}
