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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Where the browser of the page's tests is from, and that what goes wrong in it is seen. */
class ChromiumTest {
    @TempDir
    Path folder;

    private void install(String program) throws Exception {
        Files.createFile(
                folder.resolve(program),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void browserAndDriverAreTakenFromThePath() throws Exception {
        install("chromium");
        install("chromedriver");

        Chromium.Programs programs = Chromium.programs(Map.of("PATH", "/nowhere:" + folder));

        assertThat(programs.browser()).isEqualTo(folder.resolve("chromium"));
        assertThat(programs.driver()).isEqualTo(folder.resolve("chromedriver"));
    }

    @Test
    void missingBrowserIsASkipThatSaysWhatToInstall() {
        assertThatThrownBy(() -> Chromium.programs(Map.of("PATH", folder.toString())))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("apt-get install chromium chromium-driver");
    }

    @Test
    void missingBrowserFailsOnABuildServer() {
        assertThatThrownBy(() -> Chromium.programs(Map.of("PATH", folder.toString(), "CI", "true")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install chromium chromium-driver");
    }

    @Test
    void browserWithoutADriverFailsOnABuildServer() throws Exception {
        install("chromium");

        assertThatThrownBy(() -> Chromium.programs(Map.of("PATH", folder.toString(), "CI", "true")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void seleniumCannotRunTheManagerThatDownloadsBrowsers() {
        assertThat(System.getenv("SE_MANAGER_PATH"))
                .as("the path of Selenium Manager, which the POM sets")
                .isNotNull()
                .satisfies(path -> assertThat(Path.of(path)).doesNotExist());
    }

    @Test
    void whatBreaksInAPageIsAComplaint() throws Exception {
        try (Chromium chromium = Chromium.start();
                RunningShop shop = RunningShop.start();
                Page page = chromium.open(shop.url() + "/")) {
            assertThat(page.complaints()).isEmpty();

            page.run("setTimeout(() => { throw new Error('broken on purpose') })");
            page.run("document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))");

            assertThat(page.evaluate("window.ran === undefined").asBoolean()).isTrue();
            assertThat(page.complaints())
                    .anyMatch(complaint -> complaint.contains("broken on purpose"))
                    .anyMatch(complaint -> complaint.contains("Content Security Policy"));
        }
    }
}
