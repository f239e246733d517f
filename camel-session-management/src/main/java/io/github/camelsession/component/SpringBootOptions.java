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

import io.github.camelsession.LintMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * In Spring Boot, {@code camel.component.<name>.*} of the {@link Environment} are the options of the component of this name,
 * which need not be its scheme: an application may have a second one.
 */
public final class SpringBootOptions implements ComponentCustomizer {
    private static final Pattern LIST_ITEM = Pattern.compile("(.+?)(?:\\.\\d+|\\[\\d+])");

    private final Class<? extends Component> type;
    private final Environment environment;

    public SpringBootOptions(Class<? extends Component> type, Environment environment) {
        this.type = type;
        this.environment = environment;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return type.isInstance(target);
    }

    @Override
    public void configure(String name, Component target) {
        // Before, the component does not know its configurer.
        ServiceHelper.initService(target);
        String prefix = "camel.component." + name;
        options(prefix).forEach((option, value) -> {
            checkResolved(prefix + "." + option, value);
            checkOneText(prefix, option);
            if (!set(target, option, value)) {
                throw new IllegalArgumentException(name + " has no option " + option + ": remove " + prefix + "."
                        + option + " from the configuration, or correct its name");
            }
        });
    }

    /** Where several property sources have an option, in whatever spelling, the value is that of the first. */
    private Map<String, String> options(String prefix) {
        return Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    /** Spring leaves a placeholder as it is that it cannot resolve: its text is no value. */
    private static void checkResolved(String property, String value) {
        if (value.contains("${")) {
            throw new IllegalArgumentException(property + " holds a placeholder that Spring cannot resolve:"
                    + " set what it names, or remove the property");
        }
    }

    /** What Spring makes of a list in YAML. */
    private static void checkOneText(String prefix, String option) {
        Matcher item = LIST_ITEM.matcher(option);
        if (item.matches()) {
            throw new IllegalArgumentException(prefix + "." + item.group(1)
                    + " is one text, not a list: write the values with commas between them, as in a,b");
        }
    }

    /** As in Camel Main, a value may be a reference such as {@code #bean:sessions}, and an unknown option fails. */
    private static boolean set(Component component, String option, String value) {
        PropertyConfigurer options = component.getComponentPropertyConfigurer();
        return PropertyBindingSupport.build()
                .withConfigurer(options)
                .withIgnoreCase(true)
                .bind(component.getCamelContext(), component, option, isOff(options, option, value) ? "OFF" : value);
    }

    /** YAML takes {@code off} without quotes for false. */
    private static boolean isOff(PropertyConfigurer options, String option, String value) {
        return value.equals("false")
                && ((PropertyConfigurerGetter) options).getOptionType(option, true) == LintMode.class;
    }
}
