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

import static io.github.camelsession.benchmark.Figure.digits;

import java.util.List;
import java.util.Set;

/** A bar for each result: how much of what its target allows it uses, so that the line at 1 is the target of all. */
record Picture(List<Result> results) {
    /** More would not be looked at. */
    static final Set<String> SHOWN = Set.of(
            "put-1KB-stream",
            "get-1KB-stream",
            "local-1KB-variables",
            "local-1KB-jq",
            "unused-json",
            "http-get-hs256",
            "http-put-hs256",
            "tail-put",
            "store-put-postgresql",
            "http-spring-get-hs256");

    private static final int ROW = 24;
    private static final int LABEL = 470;
    private static final int UNIT = 220;
    private static final double LONGEST = 1.7;
    private static final int TOP = 46;
    private static final int WIDTH = LABEL + (int) (LONGEST * UNIT) + 130;

    /** Of some of these results. */
    static Picture of(List<Result> results) {
        return new Picture(
                results.stream().filter(result -> SHOWN.contains(result.id())).toList());
    }

    String svg() {
        int height = TOP + results.size() * ROW + 12;
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <title>Measured, as a share of what the target allows</title>
                <rect width="%d" height="%d" fill="#ffffff"/>
                """.formatted(WIDTH, height, WIDTH, height, WIDTH, height));
        for (int i = 0; i < results.size(); i++) {
            svg.append(bar(results.get(i), TOP + i * ROW));
        }
        return svg.append(targetLine(height)).append("</svg>\n").toString();
    }

    private static String bar(Result result, int y) {
        double share = result.target().shareOf(result.measured());
        int length = (int) Math.round(Math.max(0.01, Math.min(LONGEST, share)) * UNIT);
        String label = result.isCompared() ? result.what() + " / " + result.against() : result.what();
        return """
                <text x="%d" y="%d" text-anchor="end" fill="#222222">%s</text>
                <rect x="%d" y="%d" width="%d" height="16" rx="2" fill="%s"><title>%s</title></rect>
                <text x="%d" y="%d" fill="#222222">%s (%s)</text>
                """.formatted(
                        LABEL - 8,
                        y + 13,
                        escaped(shortened(label)),
                        LABEL,
                        y,
                        length,
                        result.verdict().colour(),
                        escaped(label + ": " + digits(share) + " of what is allowed"),
                        LABEL + Math.max(length, UNIT) + 6, // not under the line
                        y + 13,
                        escaped(result.measuredText()),
                        escaped(result.targetText()));
    }

    /** Some 70 letters fit. */
    private static String shortened(String label) {
        return label.length() <= 72 ? label : label.substring(0, 71) + "…";
    }

    private static String targetLine(int height) {
        int x = LABEL + UNIT;
        return """
                <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#b00020" stroke-width="1.5" stroke-dasharray="5 3"/>
                <text x="%d" y="18" text-anchor="middle" fill="#b00020">target</text>
                <text x="%d" y="34" text-anchor="middle" fill="#666666">shorter is better</text>
                """.formatted(x, TOP - 8, x, height - 6, x, x);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
