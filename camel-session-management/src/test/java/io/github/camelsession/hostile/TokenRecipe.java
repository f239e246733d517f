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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a request of a line of the corpus: steps that change a good token, separated by {@code " ; "}. What the steps
 * are is written at the head of the corpus.
 */
final class TokenRecipe {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEPS = Pattern.compile("\\s+;\\s+");
    private static final Pattern NOW = Pattern.compile("\\{now([+-]\\d+)(ms)?}");

    private final Keys keys;
    private final ObjectNode header = JSON.createObjectNode();
    private final ObjectNode claims = JSON.createObjectNode();
    private final List<String> lines = new ArrayList<>();
    private String signer = "own";
    private String headerText = "";
    private byte[] payload = {};
    /** What is signed with, if it is not what the header says. */
    private String actual = "";

    private String signatureForm = "";
    private String token = "{h}.{p}.{s}";

    private TokenRecipe(Keys keys) {
        this.keys = keys;
        header.put("alg", keys.algorithm().getName());
        if (keys != Keys.SECRET) {
            header.put("kid", keys.known().getKeyID());
        }
        claims.put("iss", HostileTokensTest.ISSUER);
        claims.put("aud", HostileTokensTest.AUDIENCE);
        claims.put("sub", "alice");
        claims.put("exp", Instant.now().getEpochSecond() + 600);
    }

    static String goodToken(Keys keys) throws Exception {
        return new TokenRecipe(keys).token();
    }

    /** @param request what the header lines are put on */
    static RawHttp apply(String recipe, Keys keys, RawHttp request) throws Exception {
        TokenRecipe cooked = new TokenRecipe(keys);
        for (String step : STEPS.split(recipe)) {
            String[] words = step.strip().split(" ", 3);
            cooked.step(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        }
        return cooked.request(request);
    }

    private void step(String verb, String first, String rest) throws Exception {
        String all = rest.isEmpty() ? first : first + " " + rest;
        switch (verb) {
            case "good" -> {}
            case "header" -> header.set(first, value(rest));
            case "-header" -> header.remove(first);
            case "claim" -> claims.set(first, value(rest));
            case "-claim" -> claims.remove(first);
            case "headertext" -> headerText = filled(all);
            case "payload" -> payload = filled(all).getBytes(StandardCharsets.UTF_8);
            case "bytes" -> payload = TokenParts.payload(first);
            case "sign" -> {
                signer = first;
                if (!rest.isEmpty()) {
                    header.put("alg", rest);
                }
            }
            case "actually" -> actual = first;
            case "signature" -> signatureForm = first;
            case "token" -> token = all;
            case "line" -> lines.add(all);
            default -> throw new IllegalArgumentException("No such step: " + verb);
        }
    }

    private RawHttp request(RawHttp request) throws Exception {
        RawHttp built = request;
        for (String line : lines.isEmpty() ? List.of("Authorization: Bearer {t}") : lines) {
            built = built.line(unescaped(
                    TokenParts.filled(line).replace("{g}", goodToken(keys)).replace("{t}", token())));
        }
        return built;
    }

    private String token() throws Exception {
        String head = Base64URL.encode(headerText.isEmpty() ? JSON.writeValueAsString(header) : headerText)
                .toString();
        byte[] content = payload.length == 0 ? JSON.writeValueAsBytes(claims) : payload;
        String body = Base64URL.encode(content).toString();
        String text = token.replace("{h}", head).replace("{p}", body);
        if (text.contains("{s}")) {
            byte[] signed = (head + "." + body).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = new Signatures(keys)
                    .sign(signer, actual.isEmpty() ? header.path("alg").asText() : actual, signed);
            text = text.replace(
                    "{s}",
                    Base64URL.encode(Signatures.form(signatureForm, signature, keys))
                            .toString());
        }
        return TokenParts.filled(text);
    }

    private JsonNode value(String json) throws Exception {
        return JSON.readTree(filled(json));
    }

    private String filled(String text) throws Exception {
        String filled = NOW.matcher(text).replaceAll(match -> {
            long seconds = Instant.now().getEpochSecond() + Long.parseLong(match.group(1));
            return String.valueOf(match.group(2) == null ? seconds : seconds * 1000);
        });
        String key = keys.known().toPublicJWK().toJSONString();
        return TokenParts.filled(
                filled.replace("{key}", key).replace("{g}", filled.contains("{g}") ? goodToken(keys) : ""));
    }

    /** The escapes of Java's strings, for what a line of text can not hold. */
    private static String unescaped(String text) {
        return Arrays.stream(text.split("(?=\\\\[nrt0u])"))
                .map(part -> part.startsWith("\\u")
                        ? (char) Integer.parseInt(part.substring(2, 6), 16) + part.substring(6)
                        : part.replaceFirst("^\\\\n", "\n")
                                .replaceFirst("^\\\\r", "\r")
                                .replaceFirst("^\\\\t", "\t")
                                .replaceFirst("^\\\\0", "\0"))
                .reduce("", String::concat);
    }
}
