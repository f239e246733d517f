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
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.xml.transform.Source;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Converts objects that are text or bytes for Camel's type converters: a Netty or Vert.x buffer, a {@code Path}, a char
 * array.
 */
final class Conversions {
    /** Bytes before text: a converter from bytes to text uses the charset of another message. */
    private static final List<Class<?>> TEXTS =
            List.of(byte[].class, StreamCache.class, InputStream.class, String.class, Reader.class);

    private final CamelContext context;

    /** Cached, because a search goes through all converters. */
    private final ClassValue<Optional<Class<?>>> targets = new ClassValue<>() {
        @Override
        protected Optional<Class<?>> computeValue(Class<?> type) {
            return target(type);
        }
    };

    Conversions(CamelContext context) {
        this.context = context;
    }

    /**
     * Returns null if there is no converter for the body. Some converters consume a body that can be read only once.
     */
    @Nullable
    Object convert(Object body, Message message) {
        if (body instanceof ByteBuffer buffer) {
            return bytes(buffer.duplicate());
        }
        if (body instanceof Throwable) {
            throw new InvalidMessageBodyException("a " + body.getClass().getTypeName());
        }
        if (body instanceof Node || body instanceof NodeList || body instanceof Source) {
            throw new InvalidMessageBodyException("a " + body.getClass().getTypeName() + ", which is XML");
        }
        Class<?> target = targets.get(body.getClass()).orElse(null);
        return target == null ? null : convert(target, body, message);
    }

    /** Copies the bytes between position and limit. Camel's own converter ignores the position, and moves it. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private Object convert(Class<?> target, Object body, Message message) {
        try {
            return context.getTypeConverter().mandatoryConvertTo(target, message.getExchange(), body);
        } catch (Exception e) {
            // No cause: Camel's exception quotes the body.
            throw new InvalidMessageBodyException(
                    "a " + body.getClass().getTypeName() + " that could not be converted to a " + target.getTypeName()
                            + " (" + deepest(e).getClass().getTypeName() + ")");
        }
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private Optional<Class<?>> target(Class<?> type) {
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        return TEXTS.stream()
                .filter(text -> registry.lookup(text).keySet().stream().anyMatch(from -> isFor(type, from)))
                .findFirst();
    }

    /** Returns false for a converter that takes any object, because it says nothing about this one. */
    private static boolean isFor(Class<?> type, Class<?> from) {
        return from != Object.class && from.isAssignableFrom(type);
    }
}
