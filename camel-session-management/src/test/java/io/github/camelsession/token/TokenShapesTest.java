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

import static io.github.camelsession.token.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.camelsession.DenialReason;
import io.github.camelsession.token.request.BearerToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens as real providers write them, with a signature of our own. */
class TokenShapesTest extends VerifierTest {
    private static final Pattern TIMES = Pattern.compile("\\{(\\d+) times ([^}]*)}");
    private static final Pattern NOW_AND = Pattern.compile("\\{now([+-]\\d+)}");

    record Shape(String name, String answer, String header, String claims) {
        static Shape parse(String line) {
            String[] cells = line.split(" \\| ");
            return new Shape(cells[0], cells[1], cells[2], cells[3]);
        }

        String signed() throws Exception {
            TestTokens token = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                    .claim("iat", NOW.getEpochSecond())
                    .expiresAt(LATER);
            for (Map.Entry<String, Object> parameter :
                    JSONObjectUtils.parse(header).entrySet()) {
                token = token.header(parameter.getKey(), parameter.getValue());
            }
            for (Map.Entry<String, Object> claim :
                    JSONObjectUtils.parse(written(claims)).entrySet()) {
                token = token.claim(claim.getKey(), claim.getValue());
            }
            return token.sign();
        }

        private static String written(String claims) {
            String timed = NOW_AND.matcher(claims.replace("{ms}", "" + LATER.toEpochMilli()))
                    .replaceAll(now -> "" + (NOW.getEpochSecond() + Long.parseLong(now.group(1))));
            return TIMES.matcher(timed).replaceAll(Shape::list);
        }

        private static String list(MatchResult times) {
            String one = '"' + times.group(2) + '"';
            return Matcher.quoteReplacement("[" + (one + ",").repeat(Integer.parseInt(times.group(1)) - 1) + one + "]");
        }

        @Override
        public String toString() {
            return name + ": " + answer;
        }
    }

    static Stream<Shape> shapes() throws IOException {
        try (InputStream in = TokenShapesTest.class.getResourceAsStream("token-shapes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Shape::parse);
        }
    }

    @Test
    void thereAreManyShapes() throws IOException {
        assertThat(shapes().map(Shape::name).distinct().count()).isGreaterThanOrEqualTo(56);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tokenOfThisShapeIsAnswered(Shape shape) throws Exception {
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.publicKey(
                        TestTokens.pem(TestTokens.RSA.toPublicKey()), null, new DefaultCamelContext()),
                RULES);
        String header = "Bearer " + shape.signed();
        if (shape.answer().equals("ACCEPTED")) {
            assertThat(verifier.verify(BearerToken.parse(header, 8192), NOW)).isNotNull();
        } else {
            assertRefused(
                    DenialReason.valueOf(shape.answer()), () -> verifier.verify(BearerToken.parse(header, 8192), NOW));
        }
    }
}
