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

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.EntryRepository;
import io.github.camelsession.session.global.repository.MonitoredRepository;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One turn over one session: the first update leads, and those that come after it wait in line until it runs. Nobody
 * else is there, so that one thread does for all.
 */
public final class Turn {
    public static final SessionKey KEY = claimsKey("a user", EXPIRY);
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    public final ManualTime time = new ManualTime();
    public final FaultyPort port = new FaultyPort();
    public final TurnsPerKey turns = new TurnsPerKey();
    private final GlobalSettings settings;
    private final Entries entries;
    private final GroupCommit group;
    private final List<PendingUpdate> updates = new ArrayList<>();

    public Turn() {
        this(SETTINGS);
    }

    public Turn(GlobalSettings settings) {
        this.settings = settings;
        EntryRepository watched = new MonitoredRepository(port, "org.example.SomeRepository", time);
        this.entries = new Entries(CONTEXT, watched, "org.example.SomeRepository");
        this.group = new GroupCommit(entries, turns, new Lifetime(settings), time);
    }

    /** The first of them leads. */
    public PendingUpdate add(UnaryOperator<Session> change) {
        return add(KEY, change);
    }

    public PendingUpdate add(SessionKey key, UnaryOperator<Session> change) {
        return add(key, Change.of(change));
    }

    PendingUpdate add(SessionKey key, Change change) {
        PendingUpdate update = group.pending(key, change);
        turns.enter(update);
        updates.add(update);
        return update;
    }

    /** Of the one that leads; all that wait are taken along. */
    public Turn run() {
        PendingUpdate leader = updates.stream()
                .filter(update -> update.state() == Phase.LEADING)
                .findFirst()
                .orElseThrow();
        group.lead(leader);
        turns.leave(leader);
        return this;
    }

    /** As a read does that finds the time of access to be written. */
    public void touch() {
        group.touch(KEY);
    }

    /** As another node does, without a turn of this one. */
    public void onAnotherNode(UnaryOperator<Session> change) {
        Entries others = new Entries(CONTEXT, port, "org.example.SomeRepository");
        new GroupCommit(others, new TurnsPerKey(), new Lifetime(settings), time).update(KEY, change);
    }

    public Session stored() {
        StoredEntry stored = entries.read(KEY.value());
        return stored == null ? Session.EMPTY : stored.entry().session();
    }

    public StoredEntry storedEntry() {
        return Objects.requireNonNull(entries.read(KEY.value()));
    }

    public long writes() {
        return port.calls.stream().filter("write"::equals).count();
    }
}
