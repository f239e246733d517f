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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;

/** Where the fields of steps are in messages. */
@FunctionalInterface
public interface MessageFields {
    /**
     * Opens that part of the message. It is read once for all that a step does with it.
     *
     * @throws InvalidMessageBodyException if it cannot be read; even then a stream can be read again
     */
    Part of(Message message);

    /**
     * The part of one message that the fields are in. The message must not change while this is in use, except that a
     * stream in it that could be read only once is replaced by a copy in memory.
     */
    interface Part {
        /**
         * Returns those of the fields that the message has, by the names of their attributes.
         *
         * @return unmodifiable, and never changed
         * @throws InvalidMessageBodyException if the fields cannot be read; even then a stream can be read again
         */
        Map<String, JsonValue> read(Fields fields);

        /**
         * Returns the attributes of those fields that the message has, whatever they hold.
         *
         * @param fields without JSON Pointers; those of {@link Fields#ALL} are all that the message has
         */
        Set<String> present(Fields fields);

        /**
         * Reads what is needed to write fields later.
         *
         * @param emptyAsMap whether an empty body becomes a Map; otherwise it becomes JSON text with its Content-Type
         * @throws InvalidMessageBodyException if fields cannot be written there; even then a stream can be read again
         */
        Draft draft(boolean emptyAsMap);
    }

    /** A message to which fields can be added. */
    interface Draft {
        /**
         * Returns what writes these fields to the message and cannot fail. Until it is run, the message is unchanged.
         * Several threads may call this, each as often as it likes.
         *
         * @throws SessionValueException if a value cannot be written there
         */
        Runnable with(Map<String, JsonValue> fields);
    }
}
