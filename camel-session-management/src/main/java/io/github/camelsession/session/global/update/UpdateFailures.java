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

/** Creates the exceptions for callers whose time is over. */
final class UpdateFailures {
    private UpdateFailures() {}

    static SessionConflictException busy(PendingUpdate update) {
        return new SessionConflictException(
                label(update) + " was busy with other updates for the whole updateTimeout=" + update.timeout()
                        + ". Raise updateTimeout, or let fewer requests change one session at once",
                null);
    }

    /** @param last the exception for the last write, which is not stored and cannot be stored later */
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

    /** For a write of which it is unknown whether it is stored. */
    static SessionStoreException refused(PendingUpdate update, String repository, int attempts, RuntimeException last) {
        return new SessionStoreException(
                "repository " + repository + " refused " + attempts + " writes of " + label(update)
                        + " although nothing else wrote the session: it does not hold the update now; it may still be"
                        + " stored. "
                        + (last.getCause() == null
                                ? "If this happens repeatedly, set another aggregationRepository"
                                : "The cause says why; if something else has locked the session's row, such as a"
                                        + " transaction on the table that was left open, end it"),
                last,
                true);
    }

    static SessionConflictException nested(SessionKey key) {
        return new SessionConflictException(
                "session " + key.label() + "… is already being updated by this thread: the aggregationRepository, or"
                        + " code that it calls, updates the session that is being written. An update cannot run within"
                        + " another update of the same session, so nothing of it was stored. Run it after the other"
                        + " update has ended",
                null);
    }

    static SessionConflictException interrupted(PendingUpdate update) {
        return new SessionConflictException(
                "the thread was interrupted before the update of " + label(update) + " was stored", null);
    }

    /** For an update that asked the repository itself, and wrote nothing yet. */
    static SessionStoreException hanging(PendingUpdate update, String repository) {
        return new SessionStoreException(
                "repository " + repository + " has not answered for the whole updateTimeout=" + update.timeout()
                        + " to the update of " + label(update) + "; nothing of it was stored. Set the time-outs of the"
                        + " repository's client to less than updateTimeout",
                null);
    }

    /**
     * For an update that another one, which asks the repository for both, kept waiting.
     *
     * @param taken whether the update may be part of the write that hangs
     */
    static SessionStoreException kept(PendingUpdate update, String repository, boolean taken) {
        return new SessionStoreException(
                "repository " + repository + " has not answered for the whole updateTimeout=" + update.timeout()
                        + " to another update of " + label(update) + ", or has only refused it, as it does while"
                        + " something else has locked the session; "
                        + (taken ? "it is unknown whether this update was stored" : "nothing of this one was stored")
                        + ". Set the time-outs of the repository's client to less than updateTimeout, and see how the"
                        + " other update failed",
                null,
                taken);
    }

    /**
     * Copies the failure, because each caller gets an exception of its own: two threads must not change the same one.
     */
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
