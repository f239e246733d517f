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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
    private static final String HEADER = "Authorization";
    private static final String TOKEN = "Bearer abc";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=x";

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Message message = exchange.getMessage();

    private boolean tookFromForm(@Nullable String contentType, @Nullable Object body) {
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(body);
        return took();
    }

    private boolean took() {
        message.setHeader(HEADER, TOKEN);
        return request().tookFromParameter(HEADER, TOKEN, exchange);
    }

    private WireRequest request() {
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        return Objects.requireNonNull(WireRequest.capture(message));
    }

    private static String part(String disposition) {
        return "--x\r\nContent-Disposition: " + disposition + "\r\nContent-Type: text/plain\r\n\r\n value\r\n--x--\r\n";
    }

    @Test
    void urlEncodedFormIsReadFromAnyBodyThatCanBeReadAgain() {
        byte[] bytes = "a=b&authorization=x".getBytes(StandardCharsets.UTF_8);
        assertThat(tookFromForm(FORM, "a=b&authorization=x")).isTrue();
        assertThat(tookFromForm(FORM, bytes)).isTrue();
        assertThat(tookFromForm(FORM, new InputStreamCache(bytes))).isTrue();
        assertThat(tookFromForm(FORM, Map.of("authorization", "x"))).isTrue();
    }

    @Test
    void urlEncodedFormWithOtherNamesDidNotTakeIt() {
        byte[] bytes = "a=b&c=Authorization".getBytes(StandardCharsets.UTF_8);
        assertThat(tookFromForm(FORM, "a=b&c=Authorization")).isFalse();
        assertThat(tookFromForm(FORM + "; charset=\"UTF-8\"", bytes)).isFalse();
        assertThat(tookFromForm(FORM + ";charset=us-ascii", new InputStreamCache(bytes)))
                .isFalse();
        assertThat(tookFromForm(FORM + ";charset = iso-8859-1", bytes)).isFalse();
        assertThat(tookFromForm(FORM, Map.of("a", "Authorization"))).isFalse();
    }

    @Test
    void formThatCanNotBeReadAgainMayHaveTakenIt() {
        assertThat(tookFromForm(FORM, null)).isTrue();
        assertThat(tookFromForm(FORM, "")).isTrue();
        assertThat(tookFromForm(FORM, new ByteArrayInputStream(new byte[] {'a'})))
                .isTrue();
        assertThat(tookFromForm(FORM, new BrokenCache(null))).isTrue();
        assertThat(tookFromForm(FORM, new BrokenCache(new IOException("gone")))).isTrue();
        assertThat(tookFromForm(FORM, "a=" + "x".repeat(1 << 20))).isTrue();
        assertThat(tookFromForm(FORM + ";charset=utf-16", "a=b")).isTrue();
        assertThat(tookFromForm(FORM + ";charset='utf-8'", "a=b")).isTrue();
        assertThat(tookFromForm(MULTIPART, "")).isTrue();
    }

    @Test
    void contentTypeHiddenInAListStillCounts() {
        message.setHeader(Exchange.CONTENT_TYPE, List.of("Application/X-WWW-Form-Urlencoded", "text/plain"));
        message.setBody("authorization=x");
        assertThat(took()).isTrue();
    }

    @Test
    void bodyIsNotDisturbed() {
        InputStreamCache body = new InputStreamCache("ab=c".getBytes(StandardCharsets.UTF_8));
        body.read();
        assertThat(tookFromForm(FORM, body)).isFalse();
        assertThat(body.read()).isEqualTo('b');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=\"Authorization\"",
                "form-data; name=authorization",
                "FORM-DATA; NAME=AUTHORIZATION",
                "form-data; name=\"Authori\\zation\"",
                "form-data; name=\"%41uthorization\"",
                "form-data; name*=UTF-8''%41uthorization",
                "form-data; name=\"=?utf-8?q?Authorization?=\"",
                "form-data; name=\"Author\u0131zation\"",
                "form-data;\r\n name=\"x\"",
                "form-data;\r\n\tname=\"x\"",
                "form-data; filename=\"a\\\"; name=Authorization\""
            })
    void multipartThatHasOrMayHaveTheNameTookIt(String disposition) {
        assertThat(tookFromForm(MULTIPART, part(disposition))).isTrue();
    }

    @Test
    void multipartLineTooLongToReadMayHaveTakenIt() {
        assertThat(tookFromForm(MULTIPART, part("form-data; name=\"" + "a".repeat(10_000) + "\"")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=\"file\"; filename=\"100% \u00dcbersicht.pdf\"",
                "form-data; name=\"file\"; filename=x; filename*=UTF-8''%20",
                "form-data; name=\"cart\""
            })
    void multipartWithOtherNamesDidNot(String disposition) {
        assertThat(tookFromForm(MULTIPART, part(disposition))).isFalse();
        assertThat(tookFromForm(MULTIPART, part(disposition).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(tookFromForm(
                        MULTIPART, part(disposition).replace("\r\n", "\n").stripTrailing()))
                .isFalse();
    }

    @Test
    void largeUploadIsScannedToTheEnd() {
        String large = "x".repeat(3_000_000);
        assertThat(tookFromForm(MULTIPART, part("form-data; name=\"a\"") + large))
                .isFalse();
        assertThat(tookFromForm(MULTIPART, large + "\n" + part("form-data; name=\"authorization\"")))
                .isTrue();
    }

    @Test
    void multipartThatTheConsumerMadeAMapOfIsPrecise() {
        assertThat(tookFromForm(MULTIPART, Map.of("a", "b"))).isFalse();
        assertThat(tookFromForm(MULTIPART, Map.of("Authorization", "b"))).isTrue();
    }

    /** Can not be copied, as one whose temporary file is gone. */
    private record BrokenCache(@Nullable IOException failure) implements StreamCache {
        @Override
        public @Nullable StreamCache copy(Exchange exchange) throws IOException {
            if (failure != null) {
                throw failure;
            }
            return null;
        }

        @Override
        public void reset() {}

        @Override
        public void writeTo(OutputStream out) {}

        @Override
        public boolean inMemory() {
            return false;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public long position() {
            return -1;
        }
    }
}
