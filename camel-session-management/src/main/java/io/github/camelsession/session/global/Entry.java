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
package io.github.camelsession.session.global;

import io.github.camelsession.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * A session as it is stored.
 *
 * @param expiresAt when the longest-lived token that has used it ends, in whole seconds
 * @param accessedAt when it was last written or touched, in milliseconds
 * @param writes ids of the last writes before this one, as {@link WriteIds} makes them; those of one node alone are none
 */
record Entry(Session session, Instant expiresAt, Instant accessedAt, List<String> writes) {
    Entry(Session session, Instant expiresAt, Instant accessedAt) {
        this(session, expiresAt, accessedAt, List.of());
    }
}
