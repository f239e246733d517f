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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in one tab: keys and clicks go in as from a keyboard and a mouse; what is asked is asked of the real page. */
final class Page implements AutoCloseable {
    static final String SHOP = "#shop ";
    static final String ACCOUNT = "#account ";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** The driver's word that a page is loaded is not enough: the script asks who is here. */
    private static final String COMPLETE =
            "document.readyState === 'complete' && document.querySelector('.until')?.textContent";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One node of the tree that a screen reader is given. */
    record Control(String role, String name) {}

    private final ChromeDriver driver;
    private final WebDriverWait wait;
    private final String before;
    private final String tab;

    private Page(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, PATIENCE, BETWEEN_LOOKS);
        this.before = driver.getWindowHandle();
        this.tab = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        devTools("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    static Page open(ChromeDriver driver, String url) {
        Page page = new Page(driver);
        page.forgetCookies();
        page.visit(url);
        return page;
    }

    /** The same page once more, with the same cookies; the calls of both go to the one that was selected last. */
    Page inAnotherTab() {
        String url = Objects.requireNonNull(driver.getCurrentUrl());
        Page other = new Page(driver);
        other.visit(url);
        return other;
    }

    void select() {
        driver.switchTo().window(tab);
    }

    void visit(String url) {
        driver.get(url);
        waitUntil("location.href.startsWith('" + url + "') && " + COMPLETE);
    }

    /** A page that is not the shop's. */
    void visitForeign(String url) {
        driver.get(url);
        waitUntil("location.href.startsWith('" + url + "') && document.readyState === 'complete'");
    }

    void reload() {
        run("window.stale = true");
        driver.navigate().refresh();
        waitUntil("!window.stale && " + COMPLETE);
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** What can be seen of it. */
    String text(String selector) {
        return find(selector).getText();
    }

    void click(String selector) {
        find(selector).click();
    }

    void set(String selector, String value) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(value);
    }

    /** Keys for what has the focus. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    String focused() {
        return evaluate("document.activeElement.name || document.activeElement.textContent")
                .asText();
    }

    void waitForMessage(String side, String message) {
        wait.until(ExpectedConditions.textToBe(By.cssSelector(side + ".message"), message));
    }

    void waitUntil(String condition) {
        wait.withMessage(() -> condition + "\nThe page:\n" + text("body"))
                .until(any -> evaluate("Boolean(" + condition + ")").asBoolean());
    }

    /** For what the server knows, and the page does not tell. */
    void waitUntil(Callable<Boolean> condition) {
        wait.withMessage(() -> "The page:\n" + text("body")).until(any -> {
            try {
                return condition.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    void logIn(String user, String password) {
        set(ACCOUNT + "[name=user]", user);
        set(ACCOUNT + "[name=password]", password);
        click(ACCOUNT + ".login button");
        waitForMessage(ACCOUNT, "Logged in as " + user + ".");
    }

    void logInAsAlice() {
        logIn("alice", "wonderland");
    }

    void logInWrongly() {
        set(ACCOUNT + "[name=password]", "wrong");
        click(ACCOUNT + ".login button");
        waitForMessage(ACCOUNT, "Unknown user or wrong password.");
    }

    void logOut(String button, String message) {
        click(ACCOUNT + button);
        waitForMessage(ACCOUNT, message);
    }

    void add(String item) {
        set(SHOP + "[name=item]", item);
        click(SHOP + ".add button");
    }

    void addToCart(String item) {
        add(item);
        waitForMessage(SHOP, item + " is in the cart: 1.");
    }

    String cart() {
        return text(SHOP + ".cart");
    }

    String visitor() {
        return text(ACCOUNT + "h2");
    }

    /** Until the counts that are shown are those that the server has. */
    void waitForCounts() {
        int steps = evaluate("""
                fetch("console", { headers: { Accept: "application/json" } })
                  .then((answer) => answer.json())
                  .then((console) => console.components["session-management"].steps)
                  .then((steps) => steps.reduce((sum, { count }) => sum + count, 0))""").asInt();
        waitUntil("document.querySelector('#counts .steps').textContent === '" + steps + "'");
    }

    /** The cookie with the token, which no script can read. */
    Cookie cookie() {
        return Objects.requireNonNull(driver.manage().getCookieNamed(Browser.COOKIE), "there is no cookie");
    }

    String token() {
        return cookie().getValue();
    }

    void setToken(String token) {
        devTools(
                "Network.setCookie",
                Map.of(
                        "url",
                        driver.getCurrentUrl(),
                        "name",
                        Browser.COOKIE,
                        "value",
                        token,
                        "path",
                        "/",
                        "secure",
                        true));
    }

    /** As a browser that was never here. */
    void forgetCookies() {
        devTools("Network.clearBrowserCookies", Map.of());
    }

    void run(String statements) {
        driver.executeScript(statements);
    }

    /** What the expression, or its promise, comes to. */
    JsonNode evaluate(String expression) {
        // Not "return" and the expression: one that begins in the next line would never be returned.
        return JSON.valueToTree(driver.executeScript("const value = " + expression + "\nreturn value"));
    }

    /** Any command of the Chrome DevTools Protocol. */
    JsonNode devTools(String command, Map<String, Object> parameters) {
        return JSON.valueToTree(driver.executeCdpCommand(command, parameters));
    }

    void resize(int width, int height) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** As the system of the user asks for it, and without animations. */
    void prefer(String colorScheme) {
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", colorScheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    byte[] screenshot() {
        return Objects.requireNonNull(driver.getScreenshotAs(OutputType.BYTES));
    }

    List<Control> accessibilityTree() {
        JsonNode nodes = devTools("Accessibility.getFullAXTree", Map.of()).path("nodes");
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.path("ignored").asBoolean())
                .map(node -> new Control(
                        node.at("/role/value").asText(), node.at("/name/value").asText()))
                .toList();
    }

    /** Exceptions, and what the Content-Security-Policy forbade; answers such as 401 are the business of the page. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("Failed to load resource:"))
                .toList();
    }

    @Override
    public void close() {
        select();
        driver.close();
        driver.switchTo().window(before);
    }
}
