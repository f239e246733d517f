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

import io.github.camelsession.SessionOperation;
import io.github.camelsession.TokenConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.login.SessionTokenComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools know of the component, from the metadata in its jar. */
class CatalogTest {
    private static final String NAME = "session-management";
    private static final String TOKEN_NAME = "session-token";
    private static final CamelCatalog CATALOG = catalog();
    private static final ComponentModel MODEL = CATALOG.componentModel(NAME);
    private static final ComponentModel TOKEN_MODEL = CATALOG.componentModel(TOKEN_NAME);

    private static CamelCatalog catalog() {
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent(
                NAME, SessionManagementComponent.class.getName(), metadata("component/session-management"));
        catalog.addComponent(TOKEN_NAME, SessionTokenComponent.class.getName(), metadata("login/session-token"));
        return catalog;
    }

    private static String metadata(String name) {
        return resource("META-INF/io/github/camelsession/" + name + ".json");
    }

    private static String resource(String resource) {
        try (InputStream in = CatalogTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<BaseOptionModel> options() {
        return Stream.of(MODEL, TOKEN_MODEL)
                .flatMap(model ->
                        Stream.of(model.getComponentOptions(), model.getEndpointOptions(), model.getEndpointHeaders()))
                .flatMap(List::stream);
    }

    static Stream<DocumentedUris.Shown> uris() {
        return DocumentedUris.uris();
    }

    static Stream<DocumentedUris.Shown> properties() {
        return DocumentedUris.properties();
    }

    private static List<String> namesOf(Stream<? extends BaseOptionModel> options) {
        return options.map(BaseOptionModel::getName).toList();
    }

    @Test
    void componentSaysWhatItIs() {
        assertThat(MODEL.getTitle()).isEqualTo("Session Management");
        assertThat(MODEL.getDescription()).endsWith(".");
        assertThat(MODEL.getFirstVersion()).isEqualTo("0.1.0");
        assertThat(MODEL.getLabel()).isEqualTo("core,security");
        assertThat(MODEL.isProducerOnly()).isFalse();
        assertThat(MODEL.isConsumerOnly()).isFalse();
        assertThat(MODEL.isRemote()).isFalse();
        assertThat(MODEL.getSyntax()).isEqualTo("session-management:stepName");
    }

    @Test
    void componentOfTokensSaysWhatItIs() {
        assertThat(TOKEN_MODEL.getTitle()).isEqualTo("Session Token");
        assertThat(TOKEN_MODEL.getDescription()).endsWith(".");
        assertThat(TOKEN_MODEL.getLabel()).isEqualTo("core,security");
        assertThat(TOKEN_MODEL.isProducerOnly()).isTrue();
        assertThat(TOKEN_MODEL.isRemote()).isFalse();
        assertThat(TOKEN_MODEL.getSyntax()).isEqualTo("session-token:stepName");
        assertThat(namesOf(TOKEN_MODEL.getComponentOptions().stream().filter(BaseOptionModel::isSecret)))
                .containsExactlyInAnyOrder("secretKey", "privateKey");
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionAndHeaderIsDescribedInASentence(BaseOptionModel option) {
        assertThat(option.getDescription()).matches("(?s)[A-Z*].{20,}\\.");
    }

    @Test
    void enumsListTheirConstants() {
        assertThat(option("operation").getEnums())
                .isEqualTo(
                        Arrays.stream(SessionOperation.values()).map(Enum::name).toList());
        assertThat(option("sessionType").getEnums()).containsExactly("LOCAL", "GLOBAL");
    }

    private static BaseOptionModel option(String name) {
        return MODEL.getEndpointOptions().stream()
                .filter(option -> option.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatDecidesOnWhoIsLetInIsLabelledSecurity() {
        List<String> security = namesOf(MODEL.getComponentOptions().stream()
                .filter(option -> option.getLabel().contains("security")));
        assertThat(security)
                .contains("keyClaims")
                .containsAll(Arrays.stream(TokenConfiguration.class.getDeclaredMethods())
                        .map(method -> method.getName())
                        .filter(name -> name.startsWith("set"))
                        .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                        .toList());
    }

    @Test
    void secretKeysAloneAreSecret() {
        assertThat(namesOf(MODEL.getComponentOptions().stream().filter(BaseOptionModel::isSecret)))
                .containsExactlyInAnyOrder("secretKey", "previousSecretKeys", "encryptionKeys");
    }

    @Test
    void endpointRepeatsNoOptionOfTheComponentButCamelsOwn() {
        assertThat(namesOf(MODEL.getEndpointOptions().stream()))
                .doesNotContainAnyElementsOf(namesOf(MODEL.getComponentOptions().stream()
                        .filter(option -> !List.of("lazyStartProducer", "bridgeErrorHandler")
                                .contains(option.getName()))));
    }

    @ParameterizedTest
    @MethodSource("uris")
    void everyUriThatUsersAreShownIsValid(DocumentedUris.Shown uri) {
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri.text());
        assertThat(result.isSuccess())
                .as(() -> uri.where() + ": " + result.summaryErrorMessage(false))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void everyPropertyThatUsersAreShownIsValid(DocumentedUris.Shown property) {
        ConfigurationPropertiesValidationResult result = CATALOG.validateConfigurationProperty(property.text());
        assertThat(result.isAccepted() && result.isSuccess())
                .as(() -> property.where() + ": " + result.summaryErrorMessage(false))
                .isTrue();
    }

    @Test
    void urisAndPropertiesAreFoundWhereUsersAreShownThem() {
        assertThat(uris())
                .extracting(DocumentedUris.Shown::where)
                .anyMatch(where -> where.startsWith("README"))
                .anyMatch(where -> where.startsWith("PAGE"))
                .anyMatch(where -> where.contains("examples"))
                .anyMatch(where -> where.contains("kamelet"));
        assertThat(properties()).hasSizeGreaterThan(20);
    }

    /** As camel-report-maven-plugin makes it. */
    @ParameterizedTest
    @CsvSource({
        "session-management:x?operatoin=GET, operatoin",
        "session-token:x?operation=ISSUE&deliverr=BODY, deliverr"
    })
    void catalogKnowsTheComponentsOnceTheJarIsOnItsClassPath(String uri, String unknownOption) {
        assertThat(new DefaultCamelCatalog().validateEndpointProperties(uri).getUnknown())
                .containsExactly(unknownOption);
    }

    /** What Camel's catalog of an artifact, and IntelliJ IDEA's Camel plugin, do. */
    @Test
    void jarLeadsFromComponentPropertiesToTheMetadata() throws IOException {
        List<String> names = List.of(
                properties("component.properties").getProperty("components").split(" "));
        assertThat(names).containsExactly(NAME, TOKEN_NAME);
        for (String name : names) {
            String type = properties("component/" + name).getProperty("class");
            String beside = type.substring(0, type.lastIndexOf('.')).replace('.', '/') + "/" + name + ".json";
            assertThat(resource(beside))
                    .isEqualTo(resource("META-INF/" + beside))
                    .contains("\"javaType\": \"" + type + "\"");
        }
    }

    private static Properties properties(String service) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(resource("META-INF/services/org/apache/camel/" + service)));
        return properties;
    }

    @Test
    void endpointsAreAsRemoteAsTheMetadataSays() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThat(context.getEndpoint("session-management:x").isRemote()).isEqualTo(MODEL.isRemote());
            assertThat(context.getEndpoint("session-token:x").isRemote()).isEqualTo(TOKEN_MODEL.isRemote());
        }
    }

    @Test
    void misspeltUriIsFound() {
        assertThat(CATALOG.validateEndpointProperties("session-management:x?operatoin=GET")
                        .isSuccess())
                .isFalse();
        assertThat(CATALOG.validateEndpointProperties("session-management:x?operation=GRAB")
                        .isSuccess())
                .isFalse();
    }
}
