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
package io.github.camelsession.session.global.support;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.AggregationRepository;

/** What the parts of the contract work on. */
public interface StoreUnderTest {
    SessionKey KEY = Fixtures.tokenKey("a token", Fixtures.EXPIRY);
    SessionKey USER = Fixtures.claimsKey("a user", Fixtures.EXPIRY);
    SessionKey USER_LATER = Fixtures.claimsKey("a user", Fixtures.EXPIRY.plus(Duration.ofHours(1)));

    ManualTime time();

    CamelContext context();

    /** Returns the repository, started and initially empty. */
    AggregationRepository repository();

    /** Returns false if the tests with several nodes have to be skipped. */
    boolean comparesAndSwaps();

    /** Returns false if an entry that was removed and created again cannot be told from the old one. */
    default boolean tellsRecreatedEntries() {
        return comparesAndSwaps();
    }

    /** Returns how entries are stored. */
    default EntryForm form() {
        return EntryForm.PLAIN;
    }

    /** Stores a foreign body under the key, bypassing the component. */
    void store(String key, Object body);

    /** Overwrites the stored bytes, bypassing the repository, with some that are not an exchange. */
    default void damage(String key) throws Exception {
        abort("there are no bytes to damage");
    }

    /**
     * Returns false if the repository returns no exchange for damaged bytes, so that they can be neither replaced nor
     * removed.
     */
    default boolean givesDamagedEntries() {
        return false;
    }

    /** Returns false if the end of an entry that cannot be read is known only if its key tells. */
    default boolean knowsTheEndOfEachEntry() {
        return false;
    }

    /**
     * Returns a new node. Nodes over the same repository object take turns with each other; those over another object
     * act as separate nodes.
     */
    default GlobalSessions node() {
        return node(repository(), Fixtures.SETTINGS);
    }

    default GlobalSessions node(AggregationRepository over, GlobalSettings settings) {
        GlobalSettings fit = comparesAndSwaps() ? settings : Fixtures.lockOnly(settings);
        return GlobalSessions.with(context(), over, fit.with(form()), time());
    }

    default void assumeSeveralNodes() {
        assumeTrue(comparesAndSwaps(), "several nodes need a repository that compares and swaps");
    }

    default SteppingInRepository steppingIn() {
        assumeSeveralNodes();
        return new SteppingInRepository(repository());
    }
}
