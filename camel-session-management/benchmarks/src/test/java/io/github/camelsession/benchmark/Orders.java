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
package io.github.camelsession.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * Messages as shops send them: orders of 20 fields, text, numbers, flags, null, objects and arrays. A larger one has
 * more {@code lines} and a longer {@code history}, half of it each.
 */
final class Orders {
    /** One small object, one number, and half of a large order. */
    static final String FIELDS = "customer,lines,total";

    private Orders() {}

    /** @param version another one differs in each of {@link #FIELDS}, and in no length */
    static String order(int kilobytes, int version) {
        String total = String.format(Locale.ROOT, "%d.%02d", 100 + version % 900, version % 100);
        String head =
                "{\"id\":\"O-2026-000417\",\"number\":417,\"status\":\"OPEN\",\"created\":\"2026-11-24T09:30:00Z\","
                        + "\"currency\":\"EUR\",\"total\":" + total + ",\"tax\":19.26,\"paid\":false,\"discount\":null,"
                        + "\"customer\":{\"id\":" + (10_000 + version % 90_000)
                        + ",\"name\":\"Zoë Müller\",\"vip\":true},"
                        + "\"shipping\":{\"city\":\"Köln\",\"zip\":\"50667\"},\"tags\":[\"web\",\"gift\"],\"channel\":\"web\","
                        + "\"locale\":\"de-DE\",\"weight\":1.250,\"express\":true,\"note\":\"ring \\\"twice\\\"\",\"version\":3,"
                        + "\"lines\":[";
        int left = kilobytes * 1024 - head.getBytes(UTF_8).length - "],\"history\":[]}".length();
        return head + lines(left / 2, version) + "],\"history\":[" + history(left / 2) + "]}";
    }

    private static String lines(int length, int version) {
        StringBuilder lines = new StringBuilder(line(0, version));
        for (int i = 1; lines.length() < length - 60; i++) {
            lines.append(',').append(line(i, version));
        }
        return lines.toString();
    }

    private static String line(int i, int version) {
        return String.format(
                Locale.ROOT,
                "{\"sku\":\"A-%05d\",\"name\":\"Screw M4 x 16\",\"quantity\":%d,\"price\":%d.10,\"stock\":true}",
                (i + version) % 100_000,
                10 + i % 90,
                1 + i % 9);
    }

    private static String history(int length) {
        StringBuilder history = new StringBuilder(event(0));
        for (int i = 1; history.length() < length - 60; i++) {
            history.append(',').append(event(i));
        }
        return history.toString();
    }

    private static String event(int i) {
        return String.format(
                Locale.ROOT,
                "{\"at\":\"2026-11-24T09:%02d:00Z\",\"by\":\"clerk %d\",\"state\":\"PACKED\"}",
                i % 60,
                i % 7);
    }

    /** What is left of an order for the message of a later step: all but two of {@link #FIELDS}, and another total. */
    static String laterMessage(int kilobytes) {
        return order(kilobytes, 1)
                .replace("\"customer\":", "\"customerOfPartner\":")
                .replace("\"lines\":", "\"linesOfPartner\":");
    }
}
