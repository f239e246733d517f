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

import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.json.ValuePlace;
import org.apache.camel.spi.SimpleFunction;
import org.jspecify.annotations.Nullable;

/** A function of Simple that reads a session. Needs Camel 4.18. */
abstract class SessionFunction implements SimpleFunction {
    private final String name;

    SessionFunction(String name) {
        this.name = name;
    }

    @Override
    public final String getName() {
        return name;
    }

    /** Simple has the argument in the body during the call, and would answer null without a call if it is null. */
    @Override
    public final boolean allowNull() {
        return true;
    }

    static ValuePlace placeOf(@Nullable Object argument) {
        if (argument instanceof String text && !text.isBlank()) {
            return ValuePlace.parse(text);
        }
        throw new InvalidStepOptionException(
                "the name of the field is "
                        + (argument == null ? "null" : argument instanceof String ? "blank" : "not text")
                        + ": name a field, or a place in it, as in ${session(cart)} or ${session(/cart/0)}. Without a"
                        + " name, Simple takes the body for it",
                null);
    }

    final RuntimeException translated(@Nullable Object argument, RuntimeException e) {
        String shown = argument instanceof String text ? StepErrors.shown(text) : "";
        return StepErrors.translate("function " + name + "(" + shown + ")", FieldsIn.BODY, e);
    }
}
