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

/** The operation of a step. */
public enum SessionOperation {
    /** Adds the named fields that the session holds to the body, replacing fields of the same name. */
    GET,
    /** As GET, and removes the fields from the session, in one atomic step: each value is given to one step only. */
    TAKE,
    /** Stores the named fields that the message has. A field that the message lacks keeps its stored value. */
    PUT,
    /** Applies each field to the stored one as a JSON Merge Patch (RFC 7396), in one atomic step. */
    MERGE,
    /** Adds each field's value to the stored array, as its last element. An array that is not there is made. */
    APPEND,
    /**
     * Adds each field's number to the stored one, exactly and in one atomic step. A number that is not there is 0. The
     * message's fields then hold the sums.
     */
    ADD,
    /** Removes the named fields from the session. */
    DELETE,
    /** Empties the session, whichever fields are named. */
    CLEAR,
    /** Like PUT, but stores only fields that the session does not hold yet, in one atomic step. */
    PUT_IF_ABSENT,
    /** Changes nothing. The result is the header {@link SessionManagementConstants#FOUND}. */
    CONTAINS,
    /** Adds the named claims of the caller's verified token to the body. Fails without a valid token, so it is a gate. */
    CLAIMS,
    /**
     * Ends the caller's token: it is refused from now on. Empties its GLOBAL session, except where {@code keyClaims} lets
     * other tokens share the session.
     */
    END,
    /** Ends all tokens of the user that were issued until now, and empties the GLOBAL session; needs {@code keyClaims}. */
    END_ALL,
    /**
     * Like END_ALL, for the user or login that the logout token of an OpenID provider names, and for the tokens that were
     * issued until the logout token was. The logout token is the proof: no caller is needed.
     */
    BACKCHANNEL_LOGOUT
}
