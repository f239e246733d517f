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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hides the secrets of a component in Spring Boot's actuator, also where {@code management.endpoint.env.show-values} is
 * {@code always}: by the names of its secret options, and by their values, which a placeholder, the command line or
 * {@code SPRING_APPLICATION_JSON} shows under other names.
 */
public final class SpringBootSecrets implements SanitizingFunction {
    private static final String COMPONENTS = "camel.component";

    /** What is shorter is a word that other values may hold. A secret this short does not let the context start. */
    private static final int SHORTEST = 16;

    private final Set<String> names;
    private final List<String> values;

    /** @param type its package has the description of the component that Camel's generator has written */
    public SpringBootSecrets(String scheme, Class<? extends Component> type, Environment environment) {
        this.names = secretOptions(scheme, type);
        this.values = values(environment);
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        return isSecret(data.getKey()) || showsSecret(data.getValue()) ? data.withSanitizedValue() : data;
    }

    /** In the spellings that Boot takes: with dashes or without, and as an environment variable. */
    private boolean isSecret(String property) {
        String plain = plain(property);
        return plain.startsWith(plain(COMPONENTS)) && names.stream().anyMatch(plain::endsWith);
    }

    private boolean showsSecret(Object value) {
        String text = String.valueOf(value);
        return values.stream().anyMatch(text::contains);
    }

    private static Set<String> secretOptions(String scheme, Class<? extends Component> type) {
        String description = "/META-INF/" + type.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream json = Objects.requireNonNull(type.getResourceAsStream(description), description)) {
            JsonNode options = new ObjectMapper().readTree(json).path("componentProperties");
            return options.properties().stream()
                    .filter(option -> option.getValue().path("secret").asBoolean())
                    .map(option -> plain(option.getKey()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(description, e);
        }
    }

    private List<String> values(Environment environment) {
        return Binder.get(environment)
                .bind(COMPONENTS, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .entrySet()
                .stream()
                .filter(option -> isSecret(COMPONENTS + option.getKey()))
                .flatMap(option -> parts(option.getValue()))
                .toList();
    }

    /** A list of secrets shows one, and the text of a PEM key may have its lines ended in another way. */
    private static Stream<String> parts(String value) {
        return Stream.concat(Stream.of(value), Stream.of(value.split("[\\s,]+|\\\\n")))
                .filter(part -> part.length() >= SHORTEST);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
