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

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.InvalidMessageBodyException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Determines the charset of a body's bytes. */
final class Charsets {
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    /**
     * The variants without -BOM would drop the byte order mark, unlike their 16-bit relatives. These drop it when
     * reading and write it again.
     */
    private static final Charset MARKED_UTF_32BE = Charset.forName("X-UTF-32BE-BOM");

    private static final Charset MARKED_UTF_32LE = Charset.forName("X-UTF-32LE-BOM");

    private Charsets() {}

    /**
     * Detects the charset from the bytes, and uses the one that the message declares only if the bytes do not tell.
     * JSON between systems is UTF-8 (RFC 8259 section 8.1), and a declaration may be a consumer's default, or left over
     * from an earlier message.
     *
     * @return UTF-8 or US-ASCII only if the bytes are well-formed in it; a charset that writes a byte order mark only
     *     if the bytes had one
     */
    static Charset of(Message message, byte[] bytes) {
        Charset wide = wide(bytes);
        if (wide != null) {
            return wide;
        }
        int invalid = Utf8.invalidAt(bytes);
        if (invalid < 0) {
            return isAmbiguous(message, bytes) ? US_ASCII : UTF_8;
        }
        Charset declared = starts(bytes, 0xEF, 0xBB, 0xBF) ? null : declared(message);
        if (declared == null || Utf8.isPart(declared)) {
            throw new InvalidMessageBodyException("bytes that are not UTF-8, at byte " + invalid);
        }
        return declared;
    }

    /**
     * Returns a charset whose characters survive in text that is made for a message without a body. That text is
     * encoded later: in the charset that the message declares, or that Camel remembers of the incoming message; or as
     * UTF-8 in spite of these.
     */
    static Charset ofMade(Message message) {
        String name = nameOf(message);
        return name == null || name.equalsIgnoreCase("UTF-8") ? UTF_8 : US_ASCII;
    }

    /**
     * Detects UTF-16 or UTF-32 by the byte order mark, or by the NULs around the first character, which is ASCII in
     * JSON. Null for anything else.
     */
    private static @Nullable Charset wide(byte[] bytes) {
        if (bytes.length < 2 || (bytes[0] > 0 && bytes[1] > 0)) {
            return null;
        }
        Charset marked = byMark(bytes);
        return marked == null ? byNuls(bytes) : marked;
    }

    private static @Nullable Charset byMark(byte[] bytes) {
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

    private static @Nullable Charset byNuls(byte[] bytes) {
        if (bytes[0] == 0) {
            return bytes[1] == 0 ? UTF_32BE : UTF_16BE;
        }
        if (bytes[1] == 0) {
            return bytes.length >= 4 && bytes[2] == 0 && bytes[3] == 0 ? UTF_32LE : UTF_16LE;
        }
        return null;
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

    /**
     * Returns whether text added to these bytes could be read either as UTF-8 or as another charset. ASCII is right in
     * both.
     */
    private static boolean isAmbiguous(Message message, byte[] bytes) {
        String name = nameOfThis(message);
        return name != null && !name.equalsIgnoreCase("UTF-8") && Utf8.nonAscii(bytes, 0) == bytes.length;
    }

    private static @Nullable Charset declared(Message message) {
        String name = nameOf(message);
        return name == null ? null : byName(name);
    }

    private static @Nullable String nameOf(Message message) {
        String name = nameOfThis(message);
        return name == null ? nameOfWhatCameIn(message) : name;
    }

    /** Returns the charset name that this very message declares. */
    private static @Nullable String nameOfThis(Message message) {
        String name = named(message.getHeader(Exchange.CHARSET_NAME));
        if (name == null && message.getHeader(Exchange.CONTENT_TYPE) instanceof String type) {
            name = nameIn(type);
        }
        return name == null && message.getBody() instanceof WrappedFile<?> ? nameOfWhatCameIn(message) : name;
    }

    private static @Nullable String nameIn(String contentType) {
        // If nothing is declared, Camel answers UTF-8.
        boolean isSaid = contentType.toLowerCase(Locale.ROOT).contains("charset");
        return isSaid ? named(IOHelper.getCharsetNameFromContentType(contentType)) : null;
    }

    /** Returns the charset name that the incoming message declared. Undertow always sets one. */
    private static @Nullable String nameOfWhatCameIn(Message message) {
        Exchange exchange = message.getExchange();
        return exchange == null ? null : named(exchange.getProperty(ExchangePropertyKey.CHARSET_NAME));
    }

    private static @Nullable String named(@Nullable Object name) {
        return name instanceof String text && !text.isBlank() ? IOHelper.normalizeCharset(text) : null;
    }

    private static Charset byName(String name) {
        Charset charset = lookUp(name);
        if (!charset.canEncode()) {
            throw new InvalidMessageBodyException(
                    "text in " + charset + ", a charset that Java can read but not" + " write");
        }
        return charset;
    }

    private static Charset lookUp(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException e) {
            throw new InvalidMessageBodyException(
                    "text in a charset that this JVM does not have: " + e.getCharsetName());
        } catch (IllegalCharsetNameException e) {
            // The name came from outside and may hold anything, line breaks included, so it is not shown.
            throw new InvalidMessageBodyException("text whose charset has an illegal name");
        }
    }
}
