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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hides the secrets of a component in Spring Boot's actuator, also where {@code management.endpoint.env.show-values} is
 * {@code always}: by the names of its secret options, and by their values, which a placeholder of Spring or Camel, the
 * command line or {@code SPRING_APPLICATION_JSON} shows under other names.
 */
public final class SpringBootSecrets implements SanitizingFunction {
    private static final Logger LOG = LoggerFactory.getLogger(SpringBootSecrets.class);
    private static final String COMPONENTS = "camel.component";

    /** What is shorter is a word that other values may hold. A secret this short does not let the context start. */
    private static final int SHORTEST = 16;

    /** A secret may be put together from several properties, and what is shorter than this is no help to guess it. */
    private static final int SHORTEST_PIECE = 8;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;=\"']+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s,]+|\\\\n");

    /** The label of a PEM key, which a public key has as well; and where a secret is kept, also in a list. */
    private static final Pattern NO_SECRET =
            Pattern.compile("-----[A-Z0-9 ]+-----|(?:^|(?<=,))\\s*(?:file|classpath):[^,]*");

    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|([\"\\\\/]))");

    private final Class<? extends Component> type;
    private final Set<String> names;
    private final List<String> configured;
    private final ObjectProvider<CamelContext> contexts;
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

    /**
     * @param type its package has the description of the component that Camel's generator has written
     * @param contexts asked when a value is to be shown: when this is made, there may be none yet
     */
    public SpringBootSecrets(
            String scheme,
            Class<? extends Component> type,
            Environment environment,
            ObjectProvider<CamelContext> contexts) {
        this.type = type;
        this.names = secretOptions(scheme, type);
        this.configured = configured(environment);
        this.contexts = contexts;
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

    private boolean showsSecret(@Nullable Object value) {
        String text = String.valueOf(value);
        if (text.length() < SHORTEST_PIECE) {
            return false;
        }
        List<String> secrets = secrets().distinct().toList();
        List<String> parts = secrets.stream().flatMap(SpringBootSecrets::parts).toList();
        String unescaped = unescaped(text);
        return Stream.concat(Stream.of(text, unescaped), BETWEEN_WORDS.splitAsStream(text + " " + unescaped))
                .filter(piece -> piece.length() >= SHORTEST_PIECE)
                .anyMatch(piece -> parts.stream().anyMatch(piece::contains)
                        || secrets.stream().anyMatch(secret -> secret.contains(piece)));
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

    /** The components know what Java code and beans have set, too; but one that nothing has used yet does not exist. */
    private Stream<String> secrets() {
        Stream<String> plain = configured.stream().filter(value -> !value.contains("{{"));
        Stream<String> ofCamel = contexts.stream()
                .flatMap(camel ->
                        Stream.concat(configured.stream().map(value -> resolved(camel, value)), ofComponents(camel)));
        return Stream.concat(plain, ofCamel)
                .map(secret -> NO_SECRET.matcher(secret).replaceAll(" "));
    }

    private List<String> configured(Environment environment) {
        return Binder.get(environment)
                .bind(COMPONENTS, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .entrySet()
                .stream()
                .filter(option -> isSecret(COMPONENTS + option.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Once, as a placeholder may ask a vault. */
    private String resolved(CamelContext camel, String value) {
        String known = resolved.get(value);
        if (known != null) {
            return known;
        }
        try {
            // Nothing, where the value is optional: {{?NAME}}.
            String text = Objects.requireNonNullElse(camel.resolvePropertyPlaceholders(value), "");
            resolved.put(value, text);
            return text;
        } catch (IllegalArgumentException e) {
            LOG.debug("A placeholder of a secret option has no value yet: there is none to hide");
            return "";
        }
    }

    private Stream<String> ofComponents(CamelContext camel) {
        return camel.getComponentNames().stream()
                .map(camel::hasComponent)
                .filter(type::isInstance)
                .flatMap(component -> names.stream().map(name -> option(component, name)))
                .filter(Objects::nonNull)
                .map(String::valueOf);
    }

    private static @Nullable Object option(Component component, String name) {
        PropertyConfigurer options = component.getComponentPropertyConfigurer();
        return options instanceof PropertyConfigurerGetter getter ? getter.getOptionValue(component, name, true) : null;
    }

    /** A list of secrets shows one, and the text of a PEM key may have its lines ended in another way. */
    private static Stream<String> parts(String secret) {
        return Stream.concat(Stream.of(secret), BETWEEN_PARTS.splitAsStream(secret))
                .flatMap(part -> Stream.of(part, part.replaceFirst("^base64:", "")))
                .filter(part -> part.length() >= SHORTEST);
    }

    /** What stands in {@code SPRING_APPLICATION_JSON}. */
    private static String unescaped(String text) {
        return JSON_ESCAPE
                .matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? escape.group(2)
                                : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
