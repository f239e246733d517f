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
package io.github.camelsession.session.global.update;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.Entries;
import java.util.List;

/** What a caller is told when its time is over, and why. */
final class UpdateFailures {
    private UpdateFailures() {}

    static SessionConflictException busy(PendingUpdate update) {
        return new SessionConflictException(
                label(update) + " was busy with other updates for all of updateTimeout=" + update.timeout()
                        + ". Raise updateTimeout, or let fewer requests change one session at once",
                null);
    }

    /** @param last what the repository said to the last write, which is not in and cannot come in */
    static RuntimeException notStored(PendingUpdate update, Entries entries, int attempts, RuntimeException last) {
        return last instanceof SessionStoreException
                ? entries.failure("write", update.key().value(), last)
                : exhausted(update, entries.repositoryName(), attempts, last);
    }

    private static SessionConflictException exhausted(
            PendingUpdate update, String repository, int attempts, RuntimeException last) {
        return new SessionConflictException(
                label(update) + " could not be updated within updateTimeout=" + update.timeout() + ": repository "
                        + repository + " refused " + attempts + " writes because of concurrent ones. Raise"
                        + " updateTimeout, or let fewer requests change one session at once",
                last);
    }

    /** For a write that is neither in nor out. */
    static SessionStoreException refused(PendingUpdate update, String repository, int attempts, RuntimeException last) {
        return new SessionStoreException(
                "repository " + repository + " refused " + attempts + " writes of " + label(update)
                        + " though nobody else wrote it: it does not hold the update now; it may still be stored."
                        + " If that happens again and again, the repository is not fit",
                last,
                true);
    }

    static SessionConflictException nested(SessionKey key) {
        return new SessionConflictException(
                "session " + key.label() + "… is just being updated by this very thread: the aggregationRepository, or"
                        + " what it calls, updates the session that is being written. One update cannot run within another"
                        + " one of the same session, and nothing of it was stored. Do it when the other one is done",
                null);
    }

    static SessionConflictException interrupted(PendingUpdate update) {
        return new SessionConflictException(
                "the thread was interrupted before the update of " + label(update) + " was stored", null);
    }

    /** @param taken whether it may be in the write that hangs */
    static SessionStoreException hanging(PendingUpdate update, String repository, boolean taken) {
        return new SessionStoreException(
                "repository " + repository + " has not answered for all of updateTimeout=" + update.timeout()
                        + " to the update of " + label(update) + "; "
                        + (taken ? "it is open whether the update was stored" : "nothing of it was stored")
                        + ". Give the repository's client time-outs shorter than updateTimeout",
                null,
                taken);
    }

    /** Each caller gets an exception of its own, for two threads must not change one. */
    static SessionStoreException copy(SessionStoreException failure) {
        SessionStoreException copy = new SessionStoreException(
                String.valueOf(failure.getMessage()), failure.getCause(), failure.isOutcomeUnknown());
        List.of(failure.getSuppressed()).forEach(copy::addSuppressed);
        return copy;
    }

    private static String label(PendingUpdate update) {
        return "session " + update.key().label() + "…";
    }
}
