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
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code META-INF/spring-configuration-metadata.json}, by which editors complete and describe properties of Spring
 * Boot, from the JSON that Camel's generator has written. The build runs this file as it is, so that nothing of it is in
 * the jar.
 */
final class SpringBootMetadata {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Boot names classes, where Camel names primitive types. */
    private static final Map<String, String> CLASSES = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "long", "java.lang.Long");

    private final ObjectNode metadata = JSON.createObjectNode();
    private final ArrayNode groups = metadata.putArray("groups");
    private final ArrayNode properties = metadata.putArray("properties");
    private final ArrayNode hints = metadata.putArray("hints");

    /** @param args the folder of the compiled classes, and in it the JSON of each component */
    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        SpringBootMetadata all = new SpringBootMetadata();
        for (int i = 1; i < args.length; i++) {
            all.add(JSON.readTree(classes.resolve(args[i]).toFile()));
        }
        // The same bytes on every system.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
                .writeValue(
                        classes.resolve("META-INF/spring-configuration-metadata.json")
                                .toFile(),
                        all.metadata);
    }

    private void add(JsonNode camel) {
        JsonNode component = camel.get("component");
        String prefix = "camel.component." + component.get("scheme").asText();
        groups.addObject()
                .put("name", prefix)
                .put("type", component.get("javaType").asText())
                .put("sourceType", component.get("javaType").asText())
                .put("description", component.get("description").asText());
        for (Map.Entry<String, JsonNode> option :
                camel.get("componentProperties").properties()) {
            add(prefix + "." + dashed(option.getKey()), component, option.getValue());
        }
    }

    private void add(String name, JsonNode component, JsonNode option) {
        String type = option.get("javaType").asText();
        ObjectNode property = properties
                .addObject()
                .put("name", name)
                .put("type", CLASSES.getOrDefault(type, type))
                .put("description", description(option))
                .put(
                        "sourceType",
                        option.path("configurationClass")
                                .asText(component.get("javaType").asText()));
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.get("defaultValue"));
        }
        if (option.get("deprecated").asBoolean()) {
            ObjectNode deprecation = property.putObject("deprecation").put("level", "warning");
            if (option.hasNonNull("deprecationNote")) {
                deprecation.put("reason", option.get("deprecationNote").asText());
            }
        }
        if (option.has("enum")) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            option.get("enum").forEach(value -> values.addObject().set("value", value));
        }
    }

    private static String description(JsonNode option) {
        String text = option.get("description").asText();
        return option.get("type").asText().equals("object") ? text + " Written as a reference: #bean:name." : text;
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
