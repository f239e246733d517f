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
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
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
    static final String LEFT = "main > section:nth-of-type(1) ";
    static final String RIGHT = "main > section:nth-of-type(2) ";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** The driver's word that a page is loaded is not enough: the script makes the two shoppers. */
    private static final String COMPLETE =
            "document.readyState === 'complete' && document.querySelectorAll('main > section').length === 2";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One node of the tree that a screen reader is given. */
    record Control(String role, String name) {}

    private final ChromeDriver driver;
    private final WebDriverWait wait;
    private final String firstTab;

    private Page(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, PATIENCE, BETWEEN_LOOKS);
        this.firstTab = driver.getWindowHandle();
    }

    static Page open(ChromeDriver driver, String url) {
        Page page = new Page(driver);
        driver.switchTo().newWindow(WindowType.TAB);
        page.devTools("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        page.visit(url);
        return page;
    }

    void visit(String url) {
        driver.get(url);
        waitUntil("location.href.startsWith('" + url + "') && " + COMPLETE);
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

    void logIn(String side, String user) {
        click(side + ".login button");
        waitForMessage(side, "Logged in as " + user + ".");
    }

    void logInWrongly(String side) {
        set(side + "[name=password]", "wrong");
        click(side + ".login button");
        waitForMessage(side, "Unknown user or wrong password.");
    }

    void add(String side, String item) {
        set(side + "[name=item]", item);
        click(side + ".add button");
    }

    void addToCart(String side, String item) {
        add(side, item);
        waitForMessage(side, item + " is in the cart: 1.");
    }

    void waitForCounts() {
        waitUntil("document.querySelector('.by-operation td') !== null");
    }

    /** The token that the page keeps for the shopper on the left. */
    String token() {
        return evaluate("JSON.parse(sessionStorage.getItem('login.left')).token")
                .asText();
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
        driver.close();
        driver.switchTo().window(firstTab);
    }
}
