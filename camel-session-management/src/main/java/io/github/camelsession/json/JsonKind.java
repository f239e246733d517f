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

import com.fasterxml.jackson.core.JsonToken;

/** Names kinds of JSON values in messages. */
final class JsonKind {
    private JsonKind() {}

    static String of(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "the JSON value null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }

    /** @param json well-formed and without white space around it */
    static String of(byte[] json) {
        return of(
                switch (json[0]) {
                    case '{' -> JsonToken.START_OBJECT;
                    case '[' -> JsonToken.START_ARRAY;
                    case '"' -> JsonToken.VALUE_STRING;
                    case 'n' -> JsonToken.VALUE_NULL;
                    case 't', 'f' -> JsonToken.VALUE_TRUE;
                    default -> JsonToken.VALUE_NUMBER_INT;
                });
    }
}
