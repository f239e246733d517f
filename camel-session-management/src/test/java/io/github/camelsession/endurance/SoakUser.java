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
package io.github.camelsession.endurance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A user and what the session must hold. One thread at a time. */
final class SoakUser {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIELDS = 12;
    /** So much before the end nothing is sent any more, for it could arrive too late. */
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final String name;
    private final SoakClient client;
    private final Random random;

    private String token = "";
    private Instant expiresAt = Instant.MIN;
    private ObjectNode held = JSON.createObjectNode();

    SoakUser(String name, SoakClient client, long seed) {
        this.name = name;
        this.client = client;
        this.random = new Random(seed);
    }

    /** One request or a few; an AssertionError if an answer is not what it must be. */
    void act() throws IOException, InterruptedException {
        Instant now = client.clock().instant();
        if (now.isAfter(expiresAt.plus(SoakNode.CLOCK_SKEW).plusSeconds(1))) {
            renew(now);
        } else if (now.isBefore(expiresAt.minus(CLOSING))) {
            actWithinTheSession();
        }
    }

    private void renew(Instant now) throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            expect(401, client.send("PUT", token, "{\"late\":1}"));
        }
        expiresAt = Instant.ofEpochSecond(now.getEpochSecond() + 60 + random.nextInt(120));
        token = client.login(name, expiresAt);
        held = JSON.createObjectNode();
    }

    private void actWithinTheSession() throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 40) {
            put();
        } else if (dice < 70) {
            check();
        } else if (dice < 78) {
            putIfAbsent();
        } else if (dice < 86) {
            delete();
        } else if (dice < 88) {
            if (accepted(client.send("CLEAR", token, ""))) {
                held.removeAll();
            }
        } else {
            misbehave();
        }
    }

    private void put() throws IOException, InterruptedException {
        ObjectNode fields = fields();
        if (accepted(client.send("PUT", token, fields.toString()))) {
            held.setAll(fields);
        }
    }

    private void putIfAbsent() throws IOException, InterruptedException {
        ObjectNode fields = fields();
        if (accepted(client.send("PUT_IF_ABSENT", token, fields.toString()))) {
            held = fields.setAll(held);
        }
    }

    private void delete() throws IOException, InterruptedException {
        String field = "f" + random.nextInt(FIELDS);
        if (accepted(client.send("DELETE", token, "", field))) {
            held.remove(field);
        }
    }

    /** The session holds just what was stored, whatever happened in between. */
    void check() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send("GET", token, "{}");
        if (accepted(answer) && !JSON.readTree(answer.body()).equals(held)) {
            throw new AssertionError(name + " must have " + held + " and got " + answer.body());
        }
    }

    boolean isWithinSession() {
        return client.clock().instant().isBefore(expiresAt.minus(CLOSING));
    }

    private void misbehave() throws IOException, InterruptedException {
        switch (random.nextInt(6)) {
            case 0 -> expect(400, client.send("PUT", token, "{\"f0\":"));
            case 1 -> expect(400, client.send("PUT", token, "{\"f0\":" + "[".repeat(2_000)));
            case 2 -> expect(400, client.send("GET", token, "[]"));
            case 3 -> expect(413, client.send("PUT", token, "{\"f0\":\"" + "x".repeat(70_000) + "\"}"));
            case 4 -> expect(401, client.send("CLEAR", "", ""));
            default -> expect(401, client.send("CLEAR", token.substring(0, token.length() - 5) + "AAAAA", ""));
        }
    }

    private ObjectNode fields() {
        ObjectNode fields = JSON.createObjectNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String text = "\u20ac".repeat(random.nextInt(40));
            fields.putObject("f" + random.nextInt(FIELDS))
                    .put("n", random.nextInt())
                    .put("t", text);
        }
        return fields;
    }

    /** Not so if the step lost for too long, which changes nothing, or the session is over meanwhile. */
    private boolean accepted(HttpResponse<String> answer) {
        if (answer.statusCode() == 409) {
            return false;
        }
        if (endedMeanwhile(answer)) {
            return false;
        }
        expect(answer.body().isEmpty() ? 204 : 200, answer);
        return true;
    }

    private void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status && !endedMeanwhile(answer)) {
            throw new AssertionError(name + " must be answered " + status + " and got " + answer.statusCode() + " "
                    + answer.body() + " for " + answer.uri());
        }
    }

    private boolean endedMeanwhile(HttpResponse<String> answer) {
        return answer.statusCode() == 401
                && client.clock()
                        .instant()
                        .isAfter(expiresAt.plus(SoakNode.CLOCK_SKEW).minusSeconds(1));
    }
}
