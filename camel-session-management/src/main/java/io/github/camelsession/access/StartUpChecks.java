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
package io.github.camelsession.access;

import io.github.camelsession.SessionManagementConfiguration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that apply to all options of the component, or to all of them that are texts. */
public final class StartUpChecks {
    private static final Logger LOG = LoggerFactory.getLogger(StartUpChecks.class);

    /** Camel masks options by a list of names, and of these {@code secretKey} and {@code privateKey} are on it. */
    private static final String SECRETS = "previousSecretKeys,encryptionKeys";

    private StartUpChecks() {}

    /**
     * @param component its name in the context
     * @throws IllegalArgumentException if an option is blank, is null instead of its default, or contains a placeholder
     *     that was not resolved: the placeholder's text is in a file that many can read, and is not the value that the
     *     file's author meant
     */
    public static void check(CamelContext context, String component, SessionManagementConfiguration configuration) {
        check(context, component, configuration, new SessionManagementConfiguration());
    }

    /**
     * As {@link #check(CamelContext, String, SessionManagementConfiguration)}, for another component.
     *
     * @param defaults a configuration of the same class as nobody has changed it
     */
    public static void check(CamelContext context, String component, Object configuration, Object defaults) {
        Map<String, Object> unset = options(context, defaults);
        if (MicroProfileOptions.areIn(context)) {
            MicroProfileOptions.check(component, unset.keySet());
        }
        options(context, configuration).forEach((option, value) -> {
            if (value instanceof String text) {
                check(component, option, text);
            } else if (value == null && unset.get(option) != null) {
                throw new IllegalArgumentException(component + ": the option " + option
                        + " is set to null: give it a value, or leave it at its default " + unset.get(option));
            }
        });
    }

    private static Map<String, Object> options(CamelContext context, Object configuration) {
        Map<String, Object> options = new TreeMap<>();
        PluginHelper.getBeanIntrospection(context).getProperties(configuration, options, null);
        return options;
    }

    private static void check(String component, String option, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(component + ": the option " + option
                    + " is blank: give it a value, or remove" + " camel.component." + component + "." + option);
        }
        if (text.contains("${") || text.contains("{{")) {
            throw new IllegalArgumentException(
                    component + ": the option " + option + " holds a placeholder that was not"
                            + " resolved: define what it names, and write it as {{env:NAME}} in Camel Main and JBang, as ${NAME}"
                            + " in Spring Boot and Quarkus"
                            + (option.toLowerCase(Locale.ROOT).contains("secret")
                                    ? "; if a secret contains such characters, write it with base64:"
                                    : ""));
        }
    }

    /** Lets Camel Main's summary of the configuration, and logs, show no secret. */
    public static void mask(CamelContext context) {
        try {
            ExtendedCamelContext extension = context.getCamelContextExtension();
            @Nullable String masked = extension.getAdditionalSensitiveKeywords();
            if (masked == null || !masked.contains(SECRETS)) {
                extension.setAdditionalSensitiveKeywords(masked == null ? SECRETS : masked + "," + SECRETS);
            }
        } catch (NoSuchMethodError e) {
            LOG.debug("Camel before 4.15 cannot be configured to mask {}: set it to file:", SECRETS, e);
        }
    }
}
