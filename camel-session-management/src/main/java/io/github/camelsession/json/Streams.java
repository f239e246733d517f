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

import io.github.camelsession.InvalidMessageBodyException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;

/** Reads a stream from its start to its end, and sets a body that can be read again. */
final class Streams {
    private Streams() {}

    /** @param stream a StreamCache or an InputStream */
    static byte[] bytes(Message message, Object stream) {
        return bytes(stream, message::setBody);
    }

    /**
     * @param stream a StreamCache or an InputStream
     * @param replacing receives what can be read again, if the stream cannot
     */
    static byte[] bytes(Object stream, Consumer<Object> replacing) {
        try {
            if (stream instanceof StreamCache cache) {
                return bytes(cache);
            }
            byte[] bytes;
            try (InputStream in = (InputStream) stream) {
                bytes = in.readAllBytes();
            }
            replacing.accept(new InputStreamCache(bytes));
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw unreadable(stream, e);
        }
    }

    /**
     * The cache may be at any position: an earlier step can have read it, and Camel rewinds it only if stream caching
     * is on.
     */
    private static byte[] bytes(StreamCache cache) throws IOException {
        cache.reset();
        try {
            if (cache instanceof InputStream in) {
                return in.readAllBytes();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            cache.writeTo(out);
            return out.toByteArray();
        } finally {
            cache.reset();
        }
    }

    static byte[] bytes(File file) {
        try {
            return Files.readAllBytes(file.toPath());
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    static String text(Message message, Reader reader) {
        return text(reader, message::setBody);
    }

    /** @param replacing receives what can be read again, if the reader cannot */
    static String text(Reader reader, Consumer<Object> replacing) {
        try {
            if (reader instanceof StreamCache cache) {
                return text(cache, reader);
            }
            String text;
            try (reader) {
                text = rest(reader);
            }
            replacing.accept(new ReaderCache(text));
            return text;
        } catch (IOException | RuntimeException e) {
            throw unreadable(reader, e);
        }
    }

    private static String text(StreamCache cache, Reader reader) throws IOException {
        cache.reset();
        try {
            return rest(reader);
        } finally {
            cache.reset();
        }
    }

    private static String rest(Reader reader) throws IOException {
        StringWriter out = new StringWriter();
        reader.transferTo(out);
        return out.toString();
    }

    private static InvalidMessageBodyException unreadable(Object source, Exception cause) {
        return new InvalidMessageBodyException(
                "a " + source.getClass().getTypeName() + " that could not be read ("
                        + cause.getClass().getTypeName() + ")",
                cause);
    }
}
