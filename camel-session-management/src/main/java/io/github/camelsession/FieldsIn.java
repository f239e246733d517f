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
package io.github.camelsession;

/** Where in the message a step reads its fields from, and writes them to. */
public enum FieldsIn {
    /** The top-level members of the body, which is a JSON object. */
    BODY,
    /** The message's headers of these names. */
    HEADERS,
    /** The exchange's variables of these names. */
    VARIABLES,
    /** The exchange's properties of these names. */
    PROPERTIES,
    /** The one field that is named is the body, which is any JSON value. */
    WHOLE_BODY
}
