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

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Which charset the bytes of a body are in. */
final class Charsets {
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /** Those without -BOM would drop the mark, unlike their 16-bit relatives; these drop it and write it again. */
    private static final Charset MARKED_UTF_32BE = Charset.forName("X-UTF-32BE-BOM");

    private static final Charset MARKED_UTF_32LE = Charset.forName("X-UTF-32LE-BOM");

    private Charsets() {}

    /**
     * What the byte order mark says, else the CamelCharsetName of the message or the exchange, else the Content-Type,
     * else UTF-8.
     *
     * @return one that writes a byte order mark just where there was one
     */
    static Charset of(Message message, byte[] bytes) {
        Charset marked = byMark(bytes);
        if (marked != null) {
            return marked;
        }
        String name = name(message);
        return name == null ? UTF_8 : byName(name);
    }

    private static @Nullable Charset byMark(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return UTF_8;
        }
        if (starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return MARKED_UTF_32BE;
        }
        if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
            return MARKED_UTF_32LE;
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return UTF_16BE;
        }
        return starts(bytes, 0xFF, 0xFE) ? UTF_16LE : null;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String name(Message message) {
        if (message.getHeader(Exchange.CHARSET_NAME) instanceof String name) {
            return name;
        }
        Exchange exchange = message.getExchange();
        if (exchange != null && exchange.getProperty(ExchangePropertyKey.CHARSET_NAME) instanceof String name) {
            return name;
        }
        return message.getHeader(Exchange.CONTENT_TYPE) instanceof String type
                ? IOHelper.getCharsetNameFromContentType(type)
                : null;
    }

    private static Charset byName(String name) {
        Charset charset = lookUp(IOHelper.normalizeCharset(name));
        if (!charset.canEncode()) {
            throw new InvalidJsonException("text in " + charset + ", a charset that can only be read");
        }
        // Without a mark these two mean big-endian (RFC 2781 section 4.3), but Java would write a mark.
        return switch (charset.name()) {
            case "UTF-16" -> UTF_16BE;
            case "UTF-32" -> UTF_32BE;
            default -> charset;
        };
    }

    private static Charset lookUp(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException e) {
            throw new InvalidJsonException("text in a charset that this JVM does not have: " + e.getCharsetName());
        } catch (IllegalCharsetNameException e) {
            // The name came from outside and may hold anything, line breaks too: not shown.
            throw new InvalidJsonException("text whose charset has an illegal name");
        }
    }
}
