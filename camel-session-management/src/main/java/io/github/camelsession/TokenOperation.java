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

/** What a {@code session-token} step does. */
public enum TokenOperation {
    /** Makes a token of a new login: a new {@code sid}, so nothing of an earlier login goes on under it. */
    ISSUE,
    /**
     * Makes a token of the caller's login: the same claims with a later {@code exp}, until {@code maxLifetime} after the
     * log-in. The old token stays valid until its own {@code exp}.
     */
    RENEW
}
