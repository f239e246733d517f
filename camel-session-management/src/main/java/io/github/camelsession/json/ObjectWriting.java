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
package io.github.camelsession.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.RawSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Java objects as JSON with the application's ObjectMapper, which is looked up as camel-jackson does. Without
 * one, it uses a mapper with the modules on the class path that writes dates as text.
 */
final class ObjectWriting {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectWriting.class);

    private static final String OF_OPTION =
            ", which the ObjectMapper of the option objectMapper cannot write (add a module to it)";

    private static final String OF_REGISTRY =
            ", which the ObjectMapper of the registry cannot write (add a module to it, or set the option objectMapper"
                    + " to another)";

    private record Chosen(ObjectWriter writer, String advice) {}

    private final CamelContext context;
    private final Supplier<@Nullable ObjectMapper> configured;
    private volatile @Nullable Chosen chosen;

    /** @param configured called once, when the first object is written */
    ObjectWriting(CamelContext context, Supplier<@Nullable ObjectMapper> configured) {
        this.context = context;
        this.configured = configured;
    }

    ObjectWriter writer() {
        return chosen().writer;
    }

    /** Returns advice for the message about a class that cannot be written: whose mapper it is, and what to do. */
    String advice() {
        return chosen().advice;
    }

    private Chosen chosen() {
        Chosen known = chosen;
        if (known == null) {
            known = choose();
            chosen = known;
        }
        return known;
    }

    private Chosen choose() {
        ObjectMapper mapper = configured.get();
        if (mapper != null) {
            return new Chosen(writer(mapper), OF_OPTION);
        }
        Set<ObjectMapper> all = context.getRegistry().findByType(ObjectMapper.class);
        return all.size() == 1
                ? new Chosen(writer(all.iterator().next()), OF_REGISTRY)
                : new Chosen(writer(withModules()), "");
    }

    private static ObjectWriter writer(ObjectMapper mapper) {
        return new Copy(mapper)
                .writer()
                .without(
                        SerializationFeature.INDENT_OUTPUT,
                        SerializationFeature.WRAP_ROOT_VALUE,
                        SerializationFeature.CLOSE_CLOSEABLE);
    }

    private ObjectMapper withModules() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        Iterator<Module> modules = ServiceLoader.load(Module.class, context.getApplicationContextClassLoader())
                .iterator();
        boolean more = true;
        while (more) {
            more = addNext(modules, builder);
        }
        return builder.build();
    }

    /**
     * Adds the next module and returns true, or returns false after the last one. A module that does not fit this
     * version of Jackson must not spoil what needs no module.
     */
    private static boolean addNext(Iterator<Module> modules, JsonMapper.Builder builder) {
        try {
            if (!modules.hasNext()) {
                return false;
            }
            builder.addModule(modules.next());
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            LOG.warn("session-management skips a Jackson module on the class path that cannot be loaded", e);
        }
        return true;
    }

    /**
     * Copies a mapper. The copy is never given away, and the original is not modified. Uses the constructor, because
     * copy() fails in subclasses that do not override it; and a factory of its own, because the original may write
     * YAML, or numbers as strings.
     */
    private static final class Copy extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        Copy(ObjectMapper mapper) {
            super(mapper, Jackson.FACTORY.copy());
            // A null in a Map is a value like any other, and values carry no Java types.
            configOverride(Map.class)
                    .setInclude(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS));
            deactivateDefaultTyping();
            setSerializerFactory(getSerializerFactory().withSerializerModifier(new TextSerializers()));
        }
    }

    /**
     * Treats every CharSequence, such as Groovy's, as text, unless the mapper has a serializer for it; and a tree of
     * Jackson 3, which Spring Boot 4 has beside this one, as the JSON that it is, instead of as a bean.
     */
    private static final class TextSerializers extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            if (!(serializer instanceof BeanSerializerBase)) {
                return serializer;
            }
            if (CharSequence.class.isAssignableFrom(type)) {
                return ToStringSerializer.instance;
            }
            return isTree(type) ? new RawSerializer<>(type) : serializer;
        }

        /** By name, because Jackson 3 need not be there. */
        private static boolean isTree(Class<?> type) {
            return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                    .anyMatch(parent -> parent.getName().equals("tools.jackson.databind.JsonNode"));
        }
    }
}
