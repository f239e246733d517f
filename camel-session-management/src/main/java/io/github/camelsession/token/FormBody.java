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
package io.github.camelsession.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** The body of an HTTP form, read only when somebody asks for a field of it. */
final class FormBody {
    private static final String MULTIPART = "multipart/form-data";
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    /** Encodings in which an ASCII letter is one byte, and no other byte is an ASCII letter. */
    private static final Set<String> PLAIN_CHARSETS = Set.of("utf-8", "iso-8859-1", "us-ascii");

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;,\"]*)");
    /** Jetty's own limit is 200,000. */
    private static final int MAX_URL_ENCODED_BYTES = 1 << 20;

    private final String contentType;
    private final @Nullable Object body;

    private FormBody(String contentType, @Nullable Object body) {
        this.contentType = contentType;
        this.body = body;
    }

    static @Nullable FormBody of(Message message) {
        Object type = message.getHeader(Exchange.CONTENT_TYPE);
        if (type == null) {
            return null;
        }
        // Not startsWith: a parameter named Content-Type makes the header a list.
        String contentType = type.toString().toLowerCase(Locale.ROOT);
        return contentType.contains(URL_ENCODED) || contentType.contains(MULTIPART)
                ? new FormBody(contentType, message.getBody())
                : null;
    }

    /** Whether the form has such a field; yes, too, if that can not be told. */
    boolean mayHold(String field, Exchange exchange) {
        if (body instanceof Map<?, ?> fields) {
            return fields.keySet().stream()
                    .anyMatch(name -> String.valueOf(name).equalsIgnoreCase(field));
        }
        try (InputStream in = reopen(exchange)) {
            return in == null || mayHold(field, in);
        } catch (IOException e) {
            return true;
        }
    }

    private boolean mayHold(String field, InputStream in) throws IOException {
        if (!CHARSET.matcher(contentType).results().allMatch(charset -> PLAIN_CHARSETS.contains(charset.group(1)))) {
            return true;
        }
        if (contentType.contains(MULTIPART)) {
            return MultipartNames.mayHold(in, field);
        }
        byte[] content = in.readNBytes(MAX_URL_ENCODED_BYTES + 1);
        // An empty one was read by somebody before Camel, perhaps to make parameters of it.
        return content.length == 0
                || content.length > MAX_URL_ENCODED_BYTES
                || ParameterNames.mayHold(new String(content, StandardCharsets.UTF_8), field);
    }

    /** The content from its beginning, whatever was read of it; null if that is not possible. */
    private @Nullable InputStream reopen(Exchange exchange) throws IOException {
        if (body instanceof String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
        if (body instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        StreamCache copy = body instanceof StreamCache cache ? cache.copy(exchange) : null;
        return copy instanceof InputStream in ? in : null;
    }
}
