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

import org.apache.camel.spi.Metadata;

/** The headers of the component. Camel's HTTP consumers drop {@code Camel*} headers that come from the network. */
public final class SessionManagementConstants {
    @Metadata(
            label = "producer",
            description =
                    "Overrides the option operation for this message. Case is ignored. An operation that stores never"
                            + " becomes END or END_ALL, nor the reverse.",
            javaType = "String",
            enums = "GET,TAKE,PUT,MERGE,APPEND,ADD,DELETE,CLEAR,PUT_IF_ABSENT,CONTAINS,CLAIMS,END,END_ALL")
    public static final String OPERATION = "CamelSessionManagementOperation";

    @Metadata(
            label = "producer",
            description = "Overrides the option fields for this message: as text like the option, or as a Collection"
                    + " of names, in which every name is allowed.",
            javaType = "Object")
    public static final String FIELDS = "CamelSessionManagementFields";

    @Metadata(
            label = "producer",
            description =
                    "With onBehalf: names the user, by exactly those claims that the option keyClaims names, and by"
                            + " iss where tokens have it.",
            javaType = "java.util.Map<String, Object>")
    public static final String CLAIMS = "CamelSessionManagementClaims";

    @Metadata(
            label = "producer",
            description = "Set by every operation to those of the named fields that the session held before the step.",
            javaType = "java.util.List<String>")
    public static final String FOUND = "CamelSessionManagementFound";

    @Metadata(
            label = "producer",
            description =
                    "With previous: set to the values that the named fields had before the step, as text, numbers,"
                            + " booleans, maps and lists.",
            javaType = "java.util.Map<String, Object>")
    public static final String PREVIOUS = "CamelSessionManagementPrevious";

    @Metadata(
            label = "producer",
            description =
                    "With versioned: set to the version of the named fields, in quotes as an HTTP ETag is. A step that"
                            + " changes the session fails unless it still is their version.",
            javaType = "String")
    public static final String VERSION = "CamelSessionManagementVersion";

    @Metadata(
            label = "consumer",
            description = "What happened to the session.",
            javaType = "String",
            enums = "CREATED,ENDED,EXPIRED")
    public static final String EVENT = "CamelSessionManagementEvent";

    @Metadata(
            label = "consumer",
            description = "The session that it happened to, by its hash of 43 characters.",
            javaType = "String")
    public static final String SESSION = "CamelSessionManagementSession";

    private SessionManagementConstants() {}
}
