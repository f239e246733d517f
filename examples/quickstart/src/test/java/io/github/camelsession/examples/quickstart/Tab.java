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
package io.github.camelsession.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One tab of the {@link Browser}: keys go in as a keyboard sends them; what is asked is asked of the real page. */
final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> KEY_CODES = Map.of("Tab", 9, "Enter", 13, " ", 32);

    /** One control as a screen reader finds it. */
    record Control(String role, String name) {}

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final WebSocket socket;

    private Tab(HttpClient http, URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Answers()).join();
    }

    static Tab connect(HttpClient http, URI address) {
        Tab tab = new Tab(http, address);
        for (String domain : List.of("Page", "Runtime", "Log", "Accessibility")) {
            tab.send(domain + ".enable", Map.of());
        }
        tab.send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        return tab;
    }

    void visit(String url) {
        send("Page.navigate", Map.of("url", url));
        waitUntil("location.href === '" + url + "' && document.readyState === 'complete'");
    }

    void reload() {
        evaluate("window.stale = true");
        send("Page.reload", Map.of());
        waitUntil("!window.stale && document.readyState === 'complete'");
    }

    /** Waits for the DevTools to answer, and in the page for the condition, which is asked again as the page changes. */
    void waitUntil(String condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String asked = """
                new Promise(done => {
                  const until = performance.now() + 2000;
                  const ask = () => (%s) ? done(true) : performance.now() > until ? done(false) : setTimeout(ask, 20);
                  ask();
                })""".formatted(condition);
        while (!isTrue(asked)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true: " + condition + "\nThe page:\n" + text("body"));
            }
        }
    }

    /** False as well when the page went away meanwhile, to a next one. */
    private boolean isTrue(String expression) {
        JsonNode answer = send("Runtime.evaluate", evaluation(expression));
        return answer.at("/result/value").asBoolean(false);
    }

    JsonNode evaluate(String expression) {
        JsonNode answer = send("Runtime.evaluate", evaluation(expression));
        if (answer.has("exceptionDetails") || !answer.has("result")) {
            throw new AssertionError("In the page: " + answer);
        }
        return answer.at("/result/value");
    }

    private static Map<String, Object> evaluation(String expression) {
        return Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true);
    }

    /** What can be seen of it. */
    String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ").innerText")
                .asText();
    }

    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    void press(String key) {
        String text = key.equals("Enter") ? "\r" : key.equals("Tab") ? "" : key;
        key("keyDown", key, text);
        key("keyUp", key, "");
    }

    private void key(String type, String key, String text) {
        ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key);
        event.put("code", key.equals(" ") ? "Space" : key).put("windowsVirtualKeyCode", KEY_CODES.get(key));
        send("Input.dispatchKeyEvent", text.isEmpty() ? event : event.put("text", text));
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** The controls, regions and live texts that are there for a screen reader. */
    List<Control> accessibilityTree() {
        JsonNode nodes = send("Accessibility.getFullAXTree", Map.of()).path("nodes");
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.path("ignored").asBoolean())
                .map(node -> new Control(
                        node.at("/role/value").asText(), node.at("/name/value").asText()))
                .toList();
    }

    /** Exceptions, and what the Content-Security-Policy forbade; answers of 401 are the business of the page. */
    List<String> complaints() {
        synchronized (complaints) {
            return complaints.stream()
                    .filter(complaint -> !complaint.contains("\"source\":\"network\""))
                    .toList();
        }
    }

    /** Any other command of the protocol. */
    JsonNode send(String method, Object parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", JSON.valueToTree(parameters));
        socket.sendText(call.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        send("Page.close", Map.of());
        socket.abort();
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                receive(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            JsonNode json = parse(message);
            CompletableFuture<JsonNode> answer = pending.remove(json.path("id").asInt());
            if (answer != null) {
                answer.complete(json.has("result") ? json.get("result") : json);
                return;
            }
            String event = json.path("method").asText();
            if (event.equals("Runtime.exceptionThrown") || event.equals("Log.entryAdded")) {
                synchronized (complaints) {
                    complaints.add(json.get("params").toString());
                }
            }
        }

        private static JsonNode parse(String message) {
            try {
                return JSON.readTree(message);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The browser sent no JSON", e);
            }
        }
    }
}
