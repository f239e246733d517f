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
package io.github.camelsession.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The POM of the first application has the versions that this project is built and tested with. */
class DocumentedPomTest {
    private static Node parse(InputStream xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
    }

    private static Node documented() throws Exception {
        String text = Document.FIRST_APPLICATION.block("xml", "<project").text();
        return parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Node parent() throws Exception {
        try (InputStream pom = Files.newInputStream(Pages.ROOT.resolve("pom.xml"))) {
            return parse(pom);
        }
    }

    private static List<String> texts(String path, Node pom) throws Exception {
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent().strip())
                .toList();
    }

    private static String version(String artifact) throws Exception {
        List<String> versions = texts("//*[artifactId='" + artifact + "']/version", documented());
        assertThat(versions).as(artifact).hasSize(1);
        return versions.get(0);
    }

    @Test
    void versionsAreThoseOfTheProject() throws Exception {
        assertThat(version("camel-bom"))
                .isEqualTo(texts("//properties/camel.version", parent()).get(0));
        assertThat(version("slf4j-simple"))
                .isEqualTo(texts("//properties/slf4j.version", parent()).get(0));
        assertThat(version("HikariCP"))
                .isEqualTo(texts("//properties/hikaricp.version", parent()).get(0));
        assertThat(version("postgresql"))
                .isEqualTo(texts("//properties/postgresql.version", parent()).get(0));
        assertThat(version("camel-session-management"))
                .isEqualTo(texts("/project/version", parent()).get(0));
        assertThat(version("exec-maven-plugin"))
                .isEqualTo(texts("//plugin[artifactId='exec-maven-plugin']/version", parent())
                        .get(0));
    }

    @Test
    void pluginThatValidatesIsOfTheVersionOfTheProject() throws Exception {
        String text = Document.TOOLS.block("xml", "<plugin>").text();
        Node plugin = parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(texts("/plugin/version", plugin)).isEqualTo(texts("//properties/camel.version", parent()));
        assertThat(texts("//dependency/version", plugin)).isEqualTo(texts("/project/version", parent()));
    }

    @Test
    void loggingLibraryAndTheComponentAreThere() throws Exception {
        assertThat(texts("/project/dependencies/dependency/artifactId", documented()))
                .contains(
                        "camel-session-management",
                        "camel-main",
                        "camel-yaml-dsl",
                        "camel-platform-http-main",
                        "slf4j-simple");
    }

    @Test
    void mainClassIsOneThatStartsCamel() throws Exception {
        String main = texts("//configuration/mainClass", documented()).get(0);
        assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
    }
}
