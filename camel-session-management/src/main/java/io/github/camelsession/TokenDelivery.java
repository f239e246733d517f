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

/** Where a {@code session-token} step puts the token. */
public enum TokenDelivery {
    /** The message header that {@code tokenHeader} of session-management names becomes {@code Bearer} and the token. */
    HEADER,
    /** The body becomes the token response of OAuth 2.0 (RFC 6749 section 5.1), which no cache keeps. */
    BODY,
    /** The answer sets the cookie that {@code tokenCookie} of session-management names: scripts cannot read it. */
    COOKIE
}
