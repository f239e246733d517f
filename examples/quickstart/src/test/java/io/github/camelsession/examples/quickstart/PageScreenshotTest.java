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

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Makes the picture of the documentation anew at each run; it is committed by hand, when the page has changed. */
class PageScreenshotTest extends BrowserTest {
    private static final Path MADE = Path.of("target/quickstart.png");
    private static final Path COMMITTED = Path.of("../../camel-session-management/src/main/docs/images/quickstart.png");
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final int MAX_BYTES = 150_000;

    @Test
    void pictureShowsTheCartOfAUserAndTheCounts() throws Exception {
        // The counts of a shop that was just started.
        try (RunningShop own = RunningShop.start()) {
            page.forgetCookies();
            page.visit(own.url() + "/");
            page.resize(WIDTH, HEIGHT);
            page.prefer("light");
            page.addToCart("apple");
            page.addToCart("bread");
            page.logInAsAlice();
            page.addToCart("coffee");
            page.waitForCounts();

            Files.write(MADE, page.screenshot());

            assertPicture(MADE);
            assertThat(page.text("main")).contains("alice", "1 × apple", "1 × bread", "1 × coffee");
        }
    }

    @Test
    void committedPictureIsOfTheSameSizeAndSmall() throws Exception {
        assertPicture(COMMITTED);
    }

    private static void assertPicture(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(picture).as("%s as a picture", file).isNotNull();
        assertThat(picture.getWidth()).isEqualTo(WIDTH);
        assertThat(picture.getHeight()).isEqualTo(HEIGHT);
        assertThat(bytes).hasSizeLessThan(MAX_BYTES);
    }
}
