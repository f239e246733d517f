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
package io.github.camelsession.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.login.SessionTokenComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataGroup;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepository;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.configurationmetadata.ValueHint;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Editors are told what Camel's own description of the components says, and each name that they complete is taken. */
class SpringBootMetadataTest {
    private static final Map<String, String> WRAPPERS =
            Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer");

    private static final ConfigurationMetadataRepository METADATA = read();

    /** An option as Camel describes it; {@code property} is its name in Spring Boot. */
    record Option(Class<? extends Component> component, String scheme, String name, JsonNode camel) {
        String property() {
            return "camel.component." + scheme + "." + DataObjectPropertyName.toDashedForm(name);
        }

        boolean isReference() {
            return camel.get("type").asText().equals("object");
        }

        @Override
        public String toString() {
            return property();
        }
    }

    private static ConfigurationMetadataRepository read() {
        try (InputStream json = resource("/META-INF/spring-configuration-metadata.json")) {
            return ConfigurationMetadataRepositoryJsonBuilder.create(json).build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the classes of the component: other jars have files of this name, too. */
    private static InputStream resource(String name) throws IOException {
        String classes = SessionManagementComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        return new java.net.URL(classes + name.substring(1)).openStream();
    }

    static Stream<Option> options() throws IOException {
        return Stream.concat(
                options(SessionManagementComponent.class, "session-management"),
                options(SessionTokenComponent.class, "session-token"));
    }

    private static Stream<Option> options(Class<? extends Component> component, String scheme) throws IOException {
        List<Option> options = new ArrayList<>();
        String path = "/META-INF/" + component.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream json = resource(path)) {
            new ObjectMapper()
                    .readTree(json)
                    .get("componentProperties")
                    .fields()
                    .forEachRemaining(
                            option -> options.add(new Option(component, scheme, option.getKey(), option.getValue())));
        }
        return options.stream();
    }

    @Test
    void eachOptionIsThereAndNothingElse() throws Exception {
        assertThat(METADATA.getAllProperties().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        options().map(Option::property).toList())
                .contains(
                        "camel.component.session-management.use-global-ssl-context-parameters",
                        "camel.component.session-token.max-lifetime");
    }

    @Test
    void groupsAreTheComponents() {
        Map<String, @Nullable String> types = new TreeMap<>();
        METADATA.getAllGroups().values().stream()
                .flatMap(group -> group.getSources().values().stream())
                .forEach(source -> types.put(source.getGroupId(), source.getType()));

        assertThat(types)
                .isEqualTo(Map.of(
                        "camel.component.session-management", SessionManagementComponent.class.getName(),
                        "camel.component.session-token", SessionTokenComponent.class.getName()));
        assertThat(METADATA.getAllGroups().values().stream().map(ConfigurationMetadataGroup::getProperties))
                .noneMatch(Map::isEmpty);
    }

    @ParameterizedTest
    @MethodSource("options")
    void descriptionIsThatOfTheComponent(Option option) throws Exception {
        ConfigurationMetadataProperty property =
                Objects.requireNonNull(METADATA.getAllProperties().get(option.property()));
        String type = option.camel().get("javaType").asText();

        assertThat(property.getType()).isEqualTo(WRAPPERS.getOrDefault(type, type));
        assertThat(property.getDescription())
                .startsWith(option.camel().get("description").asText());
        assertThat(property.getDescription().contains("#bean:")).isEqualTo(option.isReference());
        assertThat(property.isDeprecated())
                .isEqualTo(option.camel().get("deprecated").asBoolean());
        assertThat(Objects.toString(property.getDefaultValue(), ""))
                .isEqualTo(option.camel().path("defaultValue").asText());
        assertThat(property.getHints().getValueHints().stream().map(ValueHint::getValue))
                .containsExactlyElementsOf(
                        values(option).stream().map(Object.class::cast).toList());
    }

    private static List<String> values(Option option) {
        List<String> values = new ArrayList<>();
        option.camel().path("enum").forEach(value -> values.add(value.asText()));
        return values;
    }

    @ParameterizedTest
    @MethodSource("options")
    void bootSetsTheOptionByTheNameThatEditorsComplete(Option option) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("application.yaml", Map.of(option.property(), another(option))));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Object reference = reference(option);
            if (reference != null) {
                camel.getRegistry().bind("another", reference);
            }
            camel.getRegistry().bind("customizer", new SpringBootOptions(option.component(), environment));
            Component component = camel.getComponent(option.scheme());

            Object value = ((PropertyConfigurerGetter) component.getComponentPropertyConfigurer())
                    .getOptionValue(component, option.name(), false);

            if (reference != null) {
                assertThat(value).isSameAs(reference);
            } else {
                assertThat(Objects.toString(value).toLowerCase(java.util.Locale.ROOT))
                        .contains(another(option).toLowerCase(java.util.Locale.ROOT));
            }
        }
    }

    /** A value that is not the default. */
    private static String another(Option option) {
        return switch (option.camel().get("type").asText()) {
            case "boolean" ->
                Boolean.toString(!option.camel().get("defaultValue").asBoolean());
            case "integer" -> "77";
            case "duration" -> "7s";
            case "enum" -> values(option).get(2);
            case "object" -> "#bean:another";
            default -> "another";
        };
    }

    private static @Nullable Object reference(Option option) throws Exception {
        return switch (option.name()) {
            case "aggregationRepository" -> new MemoryAggregationRepository(true);
            case "objectMapper" -> new ObjectMapper();
            case "jwtProcessor" -> new DefaultJWTProcessor<>();
            case "sslContextParameters" -> new SSLContextParameters();
            case "configuration" ->
                option.scheme().equals("session-token")
                        ? new SessionTokenConfiguration()
                        : new SessionManagementConfiguration();
            default -> null;
        };
    }
}
