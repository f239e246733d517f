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
package io.github.camelsession.session.global.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The token that a caller has shown, without being it.
 *
 * @param id the first characters of a hash: enough to tell tokens apart, and nothing can be read from it
 * @param expiresAt rounded up to a whole second
 * @param issuedAt rounded down to a whole second; null if the token does not tell
 */
record ShownToken(String id, Instant expiresAt, @Nullable Instant issuedAt) {}
