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
package io.github.camelsession.login;

/** The message asks for a claim that no token can have. The message of this says which, and not what it holds. */
final class UnfitClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitClaimException(String message) {
        // No stack trace: it is what a client sent.
        super(message, null, false, false);
    }
}
