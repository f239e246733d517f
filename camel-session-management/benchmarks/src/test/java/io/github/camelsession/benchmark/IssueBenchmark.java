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

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.token.TestTokens;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A token with HS256, by a step from the body of a message, and by Nimbus from the same claims that are there already. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IssueBenchmark {
    private static final String SCOPE = "openid cart:read cart:write";

    private final byte[] credentials =
            ("{\"sub\":\"user\",\"password\":\"checked before\",\"scope\":\"" + SCOPE + "\"}").getBytes(UTF_8);
    private final JWSHeader header = new JWSHeader(JWSAlgorithm.HS256);
    private final Date now = new Date();

    private BareSteps steps;
    private Processor issue;
    private MACSigner signer;

    @Setup
    public void start() throws Exception {
        steps = new BareSteps(Contexts.with());
        issue = steps.step("session-token:login?claims=sub,scope");
        signer = new MACSigner(TestTokens.SECRET);
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    @Benchmark
    public Exchange issue() throws Exception {
        Exchange exchange = steps.request(credentials, "");
        issue.process(exchange);
        return exchange;
    }

    @Benchmark
    public String bareNimbus() throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("user")
                .claim("sid", "K1hSxXh0M2h1jvZkVtqdNw")
                .jwtID("q9m3nH3oFb2cJtZ1i0mQ6g")
                .issueTime(now)
                .expirationTime(now)
                .claim("auth_time", now.getTime() / 1000)
                .claim("scope", SCOPE)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
