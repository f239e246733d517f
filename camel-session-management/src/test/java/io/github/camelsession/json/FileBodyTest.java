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
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Camel or Java has them: read as streams. */
class FileBodyTest {
    private static final String TEXT = "{\"a\":\"\u00e4\"}";
    private static final byte[] BYTES = TEXT.getBytes(UTF_8);
    private static final String ADDED = "{\"a\":\"\u00e4\",\"b\":2}";

    @TempDir
    Path dir;

    @Test
    void aFileIsReadAndGetMakesAStreamOfIt() throws IOException {
        File file = Files.write(dir.resolve("body.json"), BYTES).toFile();
        Message message = message(file);

        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(message.getBody()).isSameAs(file);
        assertThat(((InputStream) get(message, Map.of("b", "2"))).readAllBytes())
                .isEqualTo(ADDED.getBytes(UTF_8));
        assertThat(file).hasBinaryContent(BYTES);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> put(dir.resolve("none").toFile()))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("a java.io.File that could not be read (java.nio.file.NoSuchFileException)")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aWrappedFileIsReadWhateverItsContentIs() throws IOException {
        File file = Files.write(dir.resolve("body.json"), BYTES).toFile();

        for (WrappedFile<?> body : new WrappedFile<?>[] {
            new Wrapped(file, null), new Wrapped("path", BYTES), new Wrapped("path", onlyOnce(BYTES))
        }) {
            assertThat(((InputStream) get(body, "b", "2")).readAllBytes()).isEqualTo(ADDED.getBytes(UTF_8));
        }
    }

    @Test
    void aWrappedFileThatWasLoadedAsTextBecomesText() {
        assertThat(get(new Wrapped("path", TEXT), "b", "2")).isEqualTo(ADDED);
    }

    @Test
    void aFileFromCamelsFileComponentIsReadInItsCharset() throws Exception {
        Files.write(dir.resolve("body.json"), TEXT.getBytes(ISO_8859_1));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange =
                    context.createConsumerTemplate().receive("file:" + dir + "?noop=true&charset=iso-8859-1", 10_000);
            Message message = exchange.getMessage();

            assertThat(message.getBody()).isInstanceOf(WrappedFile.class);
            assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
            assertThat(((InputStream) get(message, Map.of("b", "2"))).readAllBytes())
                    .isEqualTo(ADDED.getBytes(ISO_8859_1));
        }
    }

    @Test
    void aStreamCacheOnDiskIsReadAgainAndAgain() throws IOException {
        StreamCache cache = new FileInputStreamCache(
                Files.write(dir.resolve("spooled"), BYTES).toFile());
        Message message = message(cache);

        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(put(message, FieldNames.ALL)).containsOnlyKeys("a");
        assertThat(message.getBody()).isSameAs(cache);
        assertThat(((InputStream) cache).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void aWrappedFileWithoutContentIsRefused() {
        String found = "a " + Wrapped.class.getTypeName() + " without readable content";

        assertThatThrownBy(() -> put(new Wrapped(1, null))).hasMessage(found);
        assertThatThrownBy(() -> put(new Wrapped(null, null))).hasMessage(found);
    }

    private record Wrapped(@Nullable Object file, @Nullable Object body) implements WrappedFile<Object> {
        @Override
        public @Nullable Object getFile() {
            return file;
        }

        @Override
        public @Nullable Object getBody() {
            return body;
        }

        @Override
        public long getFileLength() {
            return -1;
        }
    }

    private static InputStream onlyOnce(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
    }
}
