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

import io.github.camelsession.SessionOperation;

/** What operations have in common. */
enum OperationKind {
    READS,
    /** Takes values from the message, and may make a session. */
    STORES,
    REMOVES,
    /** Tells who calls; the session does not matter. */
    IDENTIFIES,
    /** Makes tokens invalid. */
    ENDS;

    static OperationKind of(SessionOperation operation) {
        return switch (operation) {
            case GET, CONTAINS -> READS;
            case PUT, PUT_IF_ABSENT, MERGE, APPEND, ADD -> STORES;
            case TAKE, DELETE, CLEAR -> REMOVES;
            case CLAIMS -> IDENTIFIES;
            case END, END_ALL, BACKCHANNEL_LOGOUT -> ENDS;
        };
    }

    /** Whether the message's fields become what the operation answers. */
    static boolean fillsMessage(SessionOperation operation) {
        return switch (operation) {
            case GET, TAKE, ADD, CLAIMS -> true;
            default -> false;
        };
    }

    boolean changesSession() {
        return this == STORES || this == REMOVES;
    }

    boolean usesSession() {
        return this == READS || changesSession();
    }
}
