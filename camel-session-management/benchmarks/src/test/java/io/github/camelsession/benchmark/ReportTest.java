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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Figure TWO = new Figure(2, 0.1, "µs");
    private static final Figure THREE = new Figure(3, 0.2, "µs");
    private static final Result REACHED = new Result("a", "A < B", "C", PerformanceTarget.atMostTimes(2), THREE, TWO);
    private static final Result MISSED = new Result("b", "B", "C", PerformanceTarget.timesLess(3), TWO, THREE);
    private static final Result ALONE = new Result(
            "c", "C", "–", PerformanceTarget.atMost(400), Figure.exactly(500, "bytes"), Figure.exactly(500, "bytes"));

    private final Report report =
            new Report(List.of(REACHED, MISSED, ALONE), new Machine(Map.of("JDK", "one for tests")));

    @Test
    void targetsCompareInTheirOwnDirection() {
        assertThat(PerformanceTarget.atMostTimes(1.5)
                        .isReachedBy(PerformanceTarget.atMostTimes(1.5).measured(THREE, TWO)))
                .isTrue();
        assertThat(PerformanceTarget.atMostTimes(1.4).isReachedBy(1.5)).isFalse();
        assertThat(PerformanceTarget.atLeastTimes(0.85).isReachedBy(0.85)).isTrue();
        assertThat(PerformanceTarget.atLeastTimes(0.85).isReachedBy(0.84)).isFalse();
        assertThat(PerformanceTarget.timesLess(3).measured(TWO, THREE)).isEqualTo(1.5);
        assertThat(PerformanceTarget.timesLess(3).isReachedBy(3.1)).isTrue();
        assertThat(PerformanceTarget.atMostMore(50).measured(THREE, TWO)).isEqualTo(1);
        assertThat(PerformanceTarget.atMost(400).isReachedBy(401)).isFalse();
        assertThat(PerformanceTarget.atMost(400).isReachedBy(Double.NaN)).isFalse();
    }

    @Test
    void fullRunFailsForAMissWithoutAReasonAndSaysWhich() {
        List<String> progress = new ArrayList<>();
        Benchmarks benchmarks = new Benchmarks(Effort.FULL, progress::add);

        assertThat(benchmarks.passed(List.of(REACHED))).isTrue();
        assertThat(benchmarks.passed(report.results())).isFalse();
        assertThat(progress)
                .containsExactly(
                        "MISSED b: 1.50× (1.38 to 1.63), target ≥ 3.00×, missed; 2.00 ± 0.10 µs against 3.00 ± 0.20 µs",
                        "MISSED c: 500 bytes, target ≤ 400 bytes, missed; 500 bytes against –");
    }

    @Test
    void jsonHoldsRatioAndBothFigures() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());

        assertThat(json.at("/machine/JDK").asText()).isEqualTo("one for tests");
        assertThat(json.at("/results/0/measured").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/results/0/ours/error").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/results/0/theirs/score").asDouble()).isEqualTo(2);
        assertThat(json.at("/results/0/spread/low").asDouble()).isBetween(1.3, 1.4);
        assertThat(json.at("/results/1/verdict").asText()).isEqualTo("missed");
        assertThat(json.at("/results/2").has("spread")).isFalse();
        assertThat(json.at("/results/2").has("theirs")).isFalse();
    }

    @Test
    void pageAndPictureAreWritten(@TempDir Path docs) throws Exception {
        report.writePage(docs);

        assertThat(Files.readString(docs.resolve("session-management-benchmarks.adoc")))
                .contains("|A < B\n|C\n|≤ 2.00×\n|1.50× (1.38 to 1.63)\n|3.00 ± 0.20 µs\n|2.00 ± 0.10 µs\n")
                .contains("*1.50× (1.38 to 1.63)*, missed")
                .contains(
                        "== Targets not reached\n\nB (against: C), missed::\nC (against: –), missed::\nThe reason is not known yet.\n\n")
                .contains("|JDK |one for tests");
        assertThat(bars(Files.readString(docs.resolve("images/benchmarks.svg"))))
                .isZero();
    }

    private static int bars(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("rect")
                        .getLength()
                - 1;
    }

    @Test
    void pictureShowsABarForEachResultThatItIsGiven() throws Exception {
        assertThat(bars(new Picture(report.results()).svg())).isEqualTo(3);
    }

    @Test
    void pictureOfARunHasTenBarsAtMost() throws Exception {
        List<Result> many = new ArrayList<>();
        for (String id : Picture.SHOWN) {
            many.add(new Result(id, "A", "B", PerformanceTarget.atMostTimes(2), THREE, TWO));
        }
        many.addAll(report.results());

        assertThat(bars(Picture.of(many).svg())).isBetween(1, 10);
    }

    @Test
    void ratioWhoseSpreadLiesOnBothSidesOfItsTargetIsNeitherReachedNorMissed() {
        Result atTheEdge = new Result("b", "B", "C", PerformanceTarget.atMostTimes(1.45), THREE, TWO);

        assertThat(atTheEdge.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(new Benchmarks(Effort.FULL, line -> {}).passed(List.of(atTheEdge)))
                .isTrue();
        assertThat(new Page(new Report(List.of(atTheEdge), new Machine(Map.of()))).text())
                .contains("|1.50× (1.38 to 1.63), neither reached nor missed\n")
                .contains("== Targets not reached\n\nB (against: C), neither reached nor missed::\nAt the edge");
    }

    @Test
    void spreadIsThatOfTheMiddleHalf() {
        assertThat(Spread.of(List.of(1.0, 9.0, 2.0, 3.0, 4.0))).isEqualTo(new Spread(2, 3, 4));
        assertThat(Spread.of(List.of(1.0, 2.0, 3.0)).isKnown()).isFalse();
        assertThat(Spread.of(PerformanceTarget.atMostMore(1), THREE, TWO).high())
                .isCloseTo(1.22, within(0.01));
    }

    @Test
    void pageBeginsWithSentencesThatHoldFigures() {
        Result put = new Result("put-1KB-stream", "A", "B", PerformanceTarget.atMostTimes(2), THREE, TWO);

        assertThat(new Summary(List.of(put)).text())
                .contains("a PUT of 1 KB from a stream\n  takes 1.50×, and a GET –;")
                .contains("Of 1 targets, 0 were missed, and 0 neither")
                .doesNotContain("{");
    }

    @Test
    void sentencesHoldFiguresOfEitherSide() {
        Result global = new Result("global-put", "A", "B", PerformanceTarget.atMostTimes(2), THREE, TWO);

        assertThat(new Summary(List.of(global)).text())
                .contains("A LOCAL PUT of 1 KB took 2.00 µs here, a GLOBAL one with the built-in memory\n  3.00 µs.");
    }

    @Test
    void unknownRowIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Rows.named("put,nothing"))
                .hasMessageContaining("'nothing'")
                .hasMessageContaining("[put, get, local,");
    }

    @Test
    void missThatIsDocumentedIsShownWithItsReasonAndFailsNothing() {
        Result documented = new Result("unused-shortest", "A", "B", PerformanceTarget.atMostTimes(1), THREE, TWO);
        assertThat(new Benchmarks(Effort.FULL, line -> {}).passed(List.of(documented)))
                .isTrue();
        assertThat(new Page(new Report(List.of(documented), new Machine(Map.of()))).text())
                .contains("A (against: B), missed::\nThree percent of such a route");
    }
}
