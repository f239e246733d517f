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

import java.util.NoSuchElementException;
import org.apache.camel.CamelContext;
import org.apache.camel.util.StringHelper;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Options in MicroProfile Config, where those of Quarkus are. It takes a property that is set to nothing, or to
 * {@code ${NAME}} with a {@code NAME} that is not defined, for one that is not there, and so does Camel: the option would
 * have its default, and tokens of any issuer would be good where {@code issuer=${ISSUER}} was written.
 */
final class MicroProfileOptions {
    /** Of camel-microprofile-config. Where the context has it, the classes of MicroProfile Config are there. */
    private static final String SOURCE = "CamelMicroProfilePropertiesSource";

    private MicroProfileOptions() {}

    static boolean areIn(CamelContext context) {
        return context.getPropertiesComponent().getPropertiesSources().stream()
                .anyMatch(source -> source.getName().equals(SOURCE));
    }

    /** @throws IllegalArgumentException if one of the options is set to nothing */
    static void check(String component, Iterable<String> options) {
        Config config = ConfigProvider.getConfig();
        for (String option : options) {
            check(config, component, option, option);
            check(config, component, option, StringHelper.camelCaseToDash(option));
        }
    }

    private static void check(Config config, String component, String option, String written) {
        String key = "camel.component." + component + "." + written;
        if (isSetToNothing(config, key)) {
            throw new IllegalArgumentException(component + ": the option " + option
                    + " is blank, or is ${NAME} and NAME is not defined: give it a value, or remove " + key);
        }
    }

    private static boolean isSetToNothing(Config config, String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            return value.getRawValue() != null
                    && (value.getValue() == null || value.getValue().isBlank());
        } catch (NoSuchElementException e) {
            // SmallRye's answer to ${NAME}.
            return true;
        }
    }
}
