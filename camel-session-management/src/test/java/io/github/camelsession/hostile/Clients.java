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

/** Requests as well-known clients send them, to a path of the test's choice. None has anything wrong with it. */
enum Clients {
    GET("GET", "", "", ""),
    GET_WITH_QUERY("GET", "?a=b&c=%C3%A9&d", "", ""),
    GET_WITH_FORM_TYPE("GET", "", Clients.FORM, ""),
    GET_WITH_THE_HEADERS_NAME_AS_A_VALUE("GET", "?sort=Authorization&q=a%3DAuthorization", "", ""),
    GET_WITH_A_STRAY_PERCENT_SIGN("GET", "?100%", "", ""),
    GET_WITH_LATIN_1_IN_THE_QUERY("GET", "?%E9=a", "", ""),
    GET_WITH_NAMELESS_PARAMETERS("GET", "?=a&=&&x", "", ""),
    CURL_EMPTY_DATA("POST", "", Clients.FORM, ""),
    CURL_FORM("POST", "", Clients.FORM, "a=b&c=d"),
    CURL_JSON_WITHOUT_CONTENT_TYPE("POST", "", Clients.FORM, "{\"a\":\"5\"}"),
    CURL_PUT_JSON_WITHOUT_CONTENT_TYPE("PUT", "", Clients.FORM, "{\"a\":\"5\"}"),
    CURL_PUT_JSON_WITH_PERCENT_SIGN("PUT", "", Clients.FORM, "{\"a\":\"5%\"}"),
    CURL_POST_JSON_WITH_PERCENT_SIGN("POST", "", Clients.FORM, "{\"a\":\"5%\"}"),
    FORM_IN_WINDOWS_1252("POST", "", Clients.FORM + "; charset=windows-1252", "name=M%FCller"),
    CURL_ONE_FILE("POST", "", Clients.MULTIPART, Clients.file("f", "a.txt", "hello") + Clients.END),
    CURL_TWO_FILES(
            "POST",
            "",
            Clients.MULTIPART,
            Clients.file("f", "a.txt", "hello") + Clients.file("g", "b.txt", "world") + Clients.END),
    CURL_FIELD_AND_FILE(
            "POST", "", Clients.MULTIPART, Clients.field("a", "1") + Clients.file("f", "a.txt", "hello") + Clients.END),
    BROWSERS_FORM_WITHOUT_A_FILE("POST", "", Clients.MULTIPART, Clients.field("a", "1") + Clients.END),
    BROWSERS_UPLOAD_WITH_UMLAUTS(
            "POST", "", Clients.MULTIPART, Clients.file("f", "\u00DCbersicht 50%.pdf", "x") + Clients.END),
    BROWSERS_FIELD_WITH_UMLAUTS("POST", "", Clients.MULTIPART, Clients.field("na\u00EFve", "1") + Clients.END),
    BROWSERS_FIELD_WITH_PERCENT_SIGN("POST", "", Clients.MULTIPART, Clients.field("50%", "1") + Clients.END),
    UPLOAD_OF_A_MAIL(
            "POST",
            "",
            Clients.MULTIPART,
            Clients.file(
                            "f",
                            "a.eml",
                            "Content-Disposition: attachment;\r\n filename=\"x\"\r\nAuthorization: none\r\n\r\nHi")
                    + Clients.END),
    UPLOAD_OF_A_TEXT_ABOUT_IT(
            "POST",
            "",
            Clients.MULTIPART,
            Clients.file("f", "a.txt", "content-disposition: form-data; name=\"authorization\"") + Clients.END);

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk";
    private static final String END = "------WebKitFormBoundary7MA4YWxk--\r\n";

    private final String method;
    private final String query;
    private final String contentType;
    private final String body;

    Clients(String method, String query, String contentType, String body) {
        this.method = method;
        this.query = query;
        this.contentType = contentType;
        this.body = body;
    }

    private static String field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    private static String file(String name, String file, String content) {
        return part(
                "name=\"" + name + "\"; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream", content);
    }

    private static String part(String disposition, String content) {
        return "------WebKitFormBoundary7MA4YWxk\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"
                + content + "\r\n";
    }

    RawHttp to(String path) {
        RawHttp request = RawHttp.of(method, path + query, body.getBytes(StandardCharsets.UTF_8));
        return contentType.isEmpty() ? request : request.line("Content-Type: " + contentType);
    }
}
