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

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.json.Fields;
import io.github.camelsession.session.FieldNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a step does with one message: the endpoint's options, or what the message's headers put in their place. */
record StepOptions(SessionOperation operation, Fields fields) {
    FieldNames attributes() {
        return fields.attributes();
    }

    /** The operation comes first: what is wrong with the fields is then told of the operation in force. */
    StepOptions withOperationOf(Message message) {
        Object header = message.getHeader(SessionManagementConstants.OPERATION);
        return header == null ? this : new StepOptions(operationIn(header), fields);
    }

    StepOptions withFieldsOf(Message message) {
        Object header = message.getHeader(SessionManagementConstants.FIELDS);
        return header == null ? this : new StepOptions(operation, fieldsIn(header));
    }

    private static SessionOperation operationIn(Object header) {
        if (header instanceof SessionOperation operation) {
            return operation;
        }
        try {
            return parse(header.toString());
        } catch (IllegalArgumentException e) {
            throw invalid(
                    SessionManagementConstants.OPERATION,
                    "does not hold an operation; set it to one of " + List.of(SessionOperation.values()),
                    e);
        }
    }

    /** As Camel reads an enum option: case does not matter, {@code put-if-absent} and {@code putIfAbsent} are one. */
    private static SessionOperation parse(String text) {
        String wanted = text.strip().replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
        return Stream.of(SessionOperation.values())
                .filter(operation -> operation.name().replace("_", "").equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such operation"));
    }

    private static Fields fieldsIn(Object header) {
        if (header instanceof Collection<?> names) {
            return Fields.of(FieldNames.of(textsIn(names)));
        }
        if (!(header instanceof CharSequence text)) {
            throw invalid(
                    SessionManagementConstants.FIELDS,
                    "is a " + header.getClass().getName() + "; set it to text or to a Collection of names",
                    null);
        }
        try {
            return Fields.parse(text.toString());
        } catch (IllegalArgumentException e) {
            throw invalid(
                    SessionManagementConstants.FIELDS,
                    "has an empty name, * beside other names, or more than one = in an item; separate names by commas,"
                            + " write * alone, name=field or name=/json/pointer, or set a Collection of names",
                    null); // the cause quotes the header
        }
    }

    private static List<String> textsIn(Collection<?> names) {
        List<String> texts = new ArrayList<>(names.size());
        for (Object name : names) {
            if (!(name instanceof CharSequence)) {
                throw invalid(
                        SessionManagementConstants.FIELDS,
                        "is a Collection that holds something other than" + " text; set it to a Collection of names",
                        null);
            }
            texts.add(name.toString());
        }
        return texts;
    }

    /** The header's value may be a user's input, so it is not shown. */
    private static InvalidStepOptionException invalid(String header, String problem, @Nullable Throwable cause) {
        return new InvalidStepOptionException(
                "the header " + header + " (or the option of a toD that is passed in it) " + problem, cause);
    }
}
