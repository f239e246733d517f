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

import io.github.camelsession.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored.
 *
 * @param content what updates make of it
 * @param expiresAt when the longest-lived token that has used it ends, in whole seconds; not before all tokens that are
 *     ended are over
 * @param accessedAt when it was last written or touched, in milliseconds
 * @param startedAt when its session was first written, in milliseconds; null if an earlier release wrote it, which kept
 *     none
 * @param terms null if version 0.1.0 wrote it, which kept none: those of the reader count then
 * @param writes ids of the last writes before this one, as {@link WriteIds} makes them; those of one node alone are none
 */
public record Entry(
        EntryContent content,
        Instant expiresAt,
        Instant accessedAt,
        @Nullable Instant startedAt,
        @Nullable Terms terms,
        List<String> writes) {
    public Session session() {
        return content.session();
    }

    /** The epoch second from which on no tolerance of an application that has used it keeps it, if it tells any. */
    public long overAt() {
        return overAt(expiresAt, terms == null ? Duration.ZERO : terms.clockSkew());
    }

    static long overAt(Instant expiresAt, Duration tolerance) {
        return expiresAt.getEpochSecond() + tolerance.getSeconds() + (tolerance.getNano() > 0 ? 1 : 0);
    }

    /** With nothing in it, and as if nobody had logged out. */
    public Entry emptied() {
        return new Entry(EntryContent.EMPTY, expiresAt, accessedAt, startedAt, terms, writes);
    }

    /** Without what the session held. Those who have logged out are known still, and it ends as before. */
    public Entry withoutSession() {
        return new Entry(content.with(Session.EMPTY), expiresAt, accessedAt, startedAt, terms, writes);
    }

    /** With a session that is first written now. */
    public Entry startedNow() {
        return new Entry(content, expiresAt, accessedAt, accessedAt, terms, writes);
    }

    public Entry with(List<String> carriedOver) {
        return new Entry(content, expiresAt, accessedAt, startedAt, terms, carriedOver);
    }
}
