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
package io.github.camelsession.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes requests that have a good token anywhere but in the header where it belongs. */
final class AnywhereButTheHeader {
    private static final List<String> METHODS = List.of("GET", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> DELIMITERS = List.of("=", "==", "&", ";", "#", "?", "+", "%3D", "%26", "%23");
    private static final List<String> ODD = List.of(
            "/", ".", ":", ",", "*", "[]", "amp;", "%3B", "%3F", "%00", "%20", "%0D%0A", "%09", "%FF", "%E9", "%C0%81",
            "%u0041", "%", "%%", "%4", "\"", "'", "\\", "_");
    private static final List<String> FORMS = List.of(
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "application/x-www-form-urlencoded;charset=iso-8859-1",
            "application/x-www-form-urlencoded; charset=utf-16",
            "APPLICATION/X-WWW-FORM-URLENCODED",
            "text/plain",
            "application/json");
    private static final List<String> DISPOSITIONS = List.of(
            "form-data; name=\"%s\"",
            "form-data; name=%s",
            "form-data; name='%s'",
            "form-data;name=\"%s\"; filename=\"a.txt\"",
            "form-data; filename=\"%s\"; name=\"f\"",
            "form-data; name=\"f\"; filename*=UTF-8''%s",
            "form-data; name*=UTF-8''%s",
            "form-data; name=\"x\"; name=\"%s\"",
            "form-data; name=\"x\\\"; name=\"%s\"",
            "form-data;\r\n name=\"%s\"",
            "attachment; name=\"%s\"",
            "form-data; name=\"=?utf-8?q?%s?=\"");

    private final Random random;
    private final String path;
    private final String token;

    AnywhereButTheHeader(Random random, String path, String token) {
        this.random = random;
        this.path = path;
        this.token = token;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One of them; the next call makes another. */
    RawHttp next() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> withoutBody(path + "?" + parameters());
            case 4 -> withoutBody("http://127.0.0.1" + path + "?" + parameters());
            case 5 ->
                withoutBody(any(List.of(
                        path + ";" + parameters(),
                        path + "/" + parameters(),
                        "/;" + parameters() + path,
                        path + "#" + parameters())));
            case 6, 7 -> withBody(any(FORMS), parameters());
            case 8 -> withBody("multipart/form-data; boundary=b", multipart());
            default -> elsewhere();
        };
    }

    private RawHttp withoutBody(String target) {
        return disguised(RawHttp.of(any(METHODS), target, new byte[0]));
    }

    private RawHttp withBody(String contentType, String body) {
        String target = random.nextInt(3) == 0 ? path + "?" + parameters() : path;
        return disguised(RawHttp.of(any(METHODS), target, body.getBytes(StandardCharsets.UTF_8))
                .line("Content-Type: " + contentType));
    }

    /** Some have a header besides that must not be mistaken for a good one. */
    private RawHttp disguised(RawHttp request) {
        return switch (random.nextInt(8)) {
            case 0 -> request.line("Authorization: Basic YTpi");
            case 1 -> request.line("Authorization:");
            case 2 -> request.line("Content-Type: " + any(FORMS));
            case 3 -> request.line("X-HTTP-Method-Override: POST");
            default -> request;
        };
    }

    private RawHttp elsewhere() {
        String credentials = "Bearer " + token;
        return RawHttp.get(path)
                .line(any(List.of(
                        "Cookie: Authorization=" + credentials,
                        "Cookie: $Version=1; Authorization=\"" + credentials + "\"",
                        "Proxy-Authorization: " + credentials,
                        "X-Authorization: " + credentials,
                        "Authorization_: " + credentials,
                        "X: y, Authorization: " + credentials,
                        "Forwarded: for=x;Authorization=" + credentials,
                        "WWW-Authenticate: " + credentials)));
    }

    /** The one with the token, among others or alone: two tokens would be refused as two. */
    private String parameters() {
        String good = name() + "=" + value();
        return switch (random.nextInt(4)) {
            case 0 -> good;
            case 1 -> harmless() + separator() + good;
            case 2 -> good + separator() + harmless();
            default -> harmless() + separator() + good + separator() + harmless();
        };
    }

    private String harmless() {
        return any(List.of("a", "a=b", "a=b&c=d", "=", "q=1", "", "%41=1", "Content-Type=text/plain"));
    }

    private String separator() {
        return random.nextInt(3) > 0 ? "&" : any(List.of(";", "&&", "#&", "#&", "#", "?", "&=", ";=", "%26"));
    }

    private String name() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> spelled();
            case 2, 3, 4 -> any(DELIMITERS) + (random.nextBoolean() ? any(DELIMITERS) : "") + spelled();
            case 5 -> any(ODD) + spelled();
            case 6 -> spelled() + any(DELIMITERS);
            default -> spelled() + any(ODD);
        };
    }

    /** The header's name, letter by letter as a lenient reader may take it. */
    private String spelled() {
        StringBuilder name = new StringBuilder();
        boolean plain = random.nextInt(3) > 0;
        for (char letter : "Authorization".toCharArray()) {
            name.append(
                    switch (plain ? 3 : random.nextInt(12)) {
                        case 0 -> "%" + Integer.toHexString(letter);
                        case 1 -> String.valueOf(Character.toUpperCase(letter));
                        case 2 -> "%25" + Integer.toHexString(letter);
                        default -> String.valueOf(letter);
                    });
        }
        return name.toString();
    }

    private String value() {
        return any(List.of("Bearer+", "Bearer+", "Bearer%20", "bearer%20", "%42earer+", "=Bearer+")) + token;
    }

    private String multipart() {
        String disposition =
                String.format(any(DISPOSITIONS), random.nextBoolean() ? "Authorization" : name().replace("%", "%25"));
        String type = random.nextBoolean() ? "" : "\r\nContent-Type: text/plain; charset=utf-8";
        return "--b\r\nContent-Disposition: " + disposition + type + "\r\n\r\nBearer " + token + "\r\n--b--\r\n";
    }
}
