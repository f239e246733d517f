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
package io.github.camelsession.upgrade;

import static io.github.camelsession.upgrade.Caller.BY_CLAIM;
import static io.github.camelsession.upgrade.Caller.BY_TOKEN;
import static io.github.camelsession.upgrade.Caller.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.session.global.support.TestServers;
import io.github.camelsession.session.global.support.Threads;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.upgrade.HttpNode.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.test.AvailablePortFinder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes with former code and a node with the code of now, each in a JVM of its own, share a table of PostgreSQL: each
 * reads what the other wrote, or refuses and changes nothing.
 */
class RollingUpgradeTest {
    private static final String VALUES =
            "{\"cart\":[{\"sku\":\"4711\",\"price\":1.10},1E400,-0.0],\"n\u00e4me\":\"\u00e4 \uD83D\uDE00\",\"nothing\":null,"
                    + "\"big\":1234567890123456789012345678901234567890}";

    private static final String OF_VERSION_2 =
            "an entry that can not be read: it is of version 2, and this release reads version 1 only";

    /** The first that a request gets that was at work when the new node wrote. */
    private static final String AFTER_A_LOST_WRITE = ", and then to read it: it is open whether the update was stored";

    /** More than the margin of each sweep, in front of the ends of tokens. */
    private static final Duration HOUR_AND_MARGIN = Duration.ofHours(1).plusMinutes(5);

    private static final int CLIENTS = 4;
    private static final int CALLS = 15;

    @TempDir
    private static Path directory;

    private static EmbeddedPostgres postgres;
    private static HikariDataSource database;
    private static SharedTable table;
    private static HttpNode now;
    private static final List<HttpNode> NODES = new ArrayList<>();

    /** What was installed before. */
    enum Former {
        V0_1_0("133e3245b47403807e1635b80edb0d6f6f3985d3", "PUT", "GET", "DELETE", "CLEAR"),

        /** Its entries are those of now. */
        BEFORE_THIS_RELEASE("5731d4044e3269a1ffea9c97d28ab4825ff9dc01", "PUT", "GET", "DELETE", "CLEAR", "ADD", "END");

        private final String commit;
        private final List<String> operations;

        private @Nullable HttpNode node;

        Former(String commit, String... operations) {
            this.commit = commit;
            this.operations = List.of(operations);
        }

        HttpNode node() {
            return Objects.requireNonNull(node, "it is started before the tests");
        }
    }

    @BeforeAll
    static void startNodes() throws Exception {
        for (Former former : Former.values()) {
            FormerCode.assumeHistoryOf(former.commit);
        }
        CompletableFuture<List<String>> classPaths = CompletableFuture.supplyAsync(RollingUpgradeTest::compiled);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        String url = postgres.getJdbcUrl("postgres", "postgres");
        database = TestServers.pool(url);
        table = new SharedTable(database);
        table.create();
        table.migrate();
        now = start(
                System.getProperty("java.class.path"),
                url,
                Former.BEFORE_THIS_RELEASE.operations,
                SEALED + ".secretKey=" + TestTokens.SECRET,
                SEALED + ".sweepInterval=300",
                SEALED + ".encryptionKeys=" + "qt0/0DPhxfJ8WBzVxj3S5RTR6CXiUS4Ou0WzRz1Ik2M=" + ",plain");
        for (Former former : Former.values()) {
            former.node = start(classPaths.join().get(former.ordinal()), url, former.operations);
        }
        for (HttpNode node : NODES) {
            node.awaitReady();
        }
    }

    private static List<String> compiled() {
        return Stream.of(Former.values()).map(RollingUpgradeTest::classPath).toList();
    }

    private static String classPath(Former former) {
        try {
            return FormerCode.whole(former.commit, directory.resolve(former.name()))
                    .classPath();
        } catch (IOException e) {
            throw new IllegalStateException("the code of " + former + " could not be made", e);
        }
    }

    private static HttpNode start(String classPath, String url, List<String> operations, String... more)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(
                BY_TOKEN + ".secretKey=" + TestTokens.SECRET,
                BY_TOKEN + ".sweepInterval=300",
                BY_CLAIM + ".secretKey=" + TestTokens.SECRET,
                BY_CLAIM + ".sweepInterval=300",
                BY_CLAIM + ".updateTimeout=30s", // on a busy machine, one node may lose for longer than 5 s
                BY_CLAIM + ".keyClaims=sub"));
        options.addAll(List.of(more));
        HttpNode node = HttpNode.start(
                classPath, AvailablePortFinder.getNextAvailable(), url, operations, options.toArray(String[]::new));
        NODES.add(node);
        return node;
    }

    @AfterAll
    static void stopNodes() throws Exception {
        for (HttpNode node : NODES) {
            node.close();
        }
        NODES.clear();
        if (database != null) {
            database.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Answer answered(String body) {
        return new Answer(200, body);
    }

    private static void assertPut(HttpNode node, Caller caller, String body) {
        assertThat(node.call(caller, "PUT", body)).isEqualTo(answered(body));
    }

    private static void assertGet(HttpNode node, Caller caller, String expected) {
        assertThat(node.call(caller, "GET", "{}")).isEqualTo(answered(expected));
    }

    /** Every operation is, and no row is another one afterwards. */
    private static void assertRefused(HttpNode node, Caller caller, String sentence) throws SQLException {
        TreeMap<String, String> before = table.rows();
        for (String operation : List.of("GET", "PUT", "DELETE", "CLEAR")) {
            Answer answer = node.call(caller, operation, "{\"count\":0}");
            assertThat(answer.status()).as(operation).isEqualTo(503);
            assertThat(answer.body())
                    .as(operation)
                    .startsWith("SessionStoreException: ")
                    .contains(sentence);
        }
        assertThat(table.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void newNodeReadsWhatAnOldOneWrote(Former former) {
        for (String component : List.of(BY_TOKEN, BY_CLAIM)) {
            Caller caller = Caller.of(component);
            assertPut(former.node(), caller, VALUES);
            assertGet(now, caller, VALUES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void newNodeGoesOnWithWhatAnOldOneWrote(Former former) {
        Caller caller = Caller.of(BY_CLAIM);
        assertPut(former.node(), caller, "{\"a\":1,\"count\":2}");
        assertThat(now.call(caller, "ADD", "{\"count\":3}")).isEqualTo(answered("{\"count\":5}"));
        assertGet(now, caller, "{\"a\":1,\"count\":5}");
        assertThat(now.call(caller, "DELETE", "{}").status()).isEqualTo(200);
        assertGet(now, caller, "{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_TOKEN, BY_CLAIM})
    void version010RefusesWhatTheNewNodeWrote(String component) throws SQLException {
        Caller caller = Caller.of(component);
        assertPut(now, caller, VALUES);
        assertRefused(Former.V0_1_0.node(), caller, OF_VERSION_2);
        assertGet(now, caller, VALUES);
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_TOKEN, BY_CLAIM})
    void nodeFromBeforeThisReleaseReadsWhatTheNewNodeWrote(String component) {
        Caller caller = Caller.of(component);
        assertPut(now, caller, VALUES);
        assertGet(Former.BEFORE_THIS_RELEASE.node(), caller, VALUES);
    }

    /** Both may write until the new node has written; from then on, 0.1.0 refuses. */
    @Test
    void whatVersion010AcknowledgesIsKeptWhileTheNewNodeWrites() {
        int acknowledgedByOld = 0;
        for (int session = 0; session < CALLS; session++) {
            Caller caller = Caller.of(BY_CLAIM);
            List<CompletableFuture<Answer>> puts = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                puts.add(Former.V0_1_0.node().callLater(caller, "PUT", "{\"old " + name + "\":1}"));
            }
            puts.add(now.callLater(caller, "PUT", "{\"new\":1}"));
            List<String> acknowledged = acknowledged(puts);
            acknowledgedByOld += acknowledged.size() - 1;
            assertThat(acknowledged).contains("{\"new\":1}");
            assertThat(now.call(caller, "GET", "{}").body())
                    .contains(acknowledged.stream()
                            .map(body -> body.substring(1, body.length() - 1))
                            .toList());
        }
        assertThat(acknowledgedByOld).as("updates of 0.1.0 that came in time").isPositive();
    }

    /** The others were refused as they are to be. */
    private static List<String> acknowledged(List<CompletableFuture<Answer>> puts) {
        List<String> bodies = new ArrayList<>();
        for (CompletableFuture<Answer> put : puts) {
            Answer answer = put.join();
            if (answer.status() == 200) {
                bodies.add(answer.body());
            } else {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).containsAnyOf(OF_VERSION_2, AFTER_A_LOST_WRITE);
            }
        }
        return bodies;
    }

    @Test
    void noUpdateIsLostBetweenANodeFromBeforeThisReleaseAndTheNewOne() throws Exception {
        Caller caller = Caller.of(BY_CLAIM);
        List<HttpNode> nodes = List.of(now, Former.BEFORE_THIS_RELEASE.node());
        Threads.run(2 * CLIENTS, client -> {
            for (int call = 0; call < CALLS; call++) {
                assertThat(nodes.get(client % 2)
                                .call(caller, "ADD", "{\"count\":1}")
                                .status())
                        .isEqualTo(200);
            }
        });
        String sum = "{\"count\":" + 2 * CLIENTS * CALLS + "}";
        assertGet(now, caller, sum);
        assertGet(Former.BEFORE_THIS_RELEASE.node(), caller, sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_TOKEN, BY_CLAIM})
    void tokenThatTheNewNodeEndsOpensNothingOnVersion010(String component) throws SQLException {
        for (boolean stored : List.of(true, false)) {
            Caller caller = Caller.of(component);
            if (stored) {
                assertPut(Former.V0_1_0.node(), caller, VALUES);
            }
            assertThat(now.call(caller, "END", "{}").status()).isEqualTo(200);
            assertRefused(Former.V0_1_0.node(), caller, OF_VERSION_2);
            assertThat(now.call(caller, "GET", "{}").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_TOKEN, BY_CLAIM})
    void tokenThatOneNodeEndsIsRefusedByTheNodeFromBeforeThisReleaseAndByTheNewOne(String component) {
        HttpNode before = Former.BEFORE_THIS_RELEASE.node();
        for (List<HttpNode> order : List.of(List.of(now, before), List.of(before, now))) {
            Caller caller = Caller.of(component);
            assertPut(order.get(1), caller, VALUES);
            assertThat(order.get(0).call(caller, "END", "{}").status()).isEqualTo(200);
            assertThat(order.get(1).call(caller, "GET", "{}").status()).isEqualTo(401);
            assertThat(order.get(1).call(caller, "PUT", VALUES).status()).isEqualTo(401);
        }
    }

    /**
     * The gap that is documented: 0.1.0 left {@code iss} out of the keys of sessions by claims, so that its nodes and
     * new ones do not meet at the sessions of users whose tokens have one; nor does a log-out.
     */
    @Test
    void version010KeepsSessionsByClaimsOfAnIssuersUsersToItself() {
        Caller caller = Caller.ofIssuer("https://issuer.example");
        assertPut(Former.V0_1_0.node(), caller, "{\"a\":1}");
        assertGet(now, caller, "{}");
        assertPut(now, caller, "{\"a\":2}");
        assertThat(now.call(caller, "END", "{}").status()).isEqualTo(200);
        assertGet(Former.V0_1_0.node(), caller, "{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void encryptedEntryIsRefusedByANodeWithoutTheKeys(Former former) throws SQLException {
        Caller caller = Caller.of(SEALED);
        assertPut(now, caller, VALUES);
        String sentence = former == Former.V0_1_0
                ? "an entry that can not be read: it does not begin as a session entry does"
                : "it is encrypted: set encryptionKeys to the keys of the application that wrote it";
        Caller there = caller.at(BY_TOKEN);
        TreeMap<String, String> before = table.rows();
        for (String operation : List.of("GET", "PUT", "DELETE")) {
            Answer answer = former.node().call(there, operation, "{\"count\":0}");
            assertThat(answer.status()).as(operation).isEqualTo(503);
            assertThat(answer.body()).as(operation).contains(sentence);
        }
        assertThat(table.rows()).isEqualTo(before);
        assertGet(now, caller, VALUES);
    }

    /** The gap that is documented: whoever cannot read an entry does not know of the log-outs that it replaces. */
    @Test
    void clearOnANodeThatCannotReadTheEntryTakesBackTheLogOutsInIt() {
        Caller caller = Caller.of(SEALED);
        assertPut(now, caller, VALUES);
        assertThat(now.call(caller, "END", "{}").status()).isEqualTo(200);
        Answer cleared = Former.BEFORE_THIS_RELEASE.node().call(caller.at(BY_TOKEN), "CLEAR", "{}");
        assertThat(cleared.status()).isEqualTo(200);
        assertGet(now, caller, "{}");
    }

    @ParameterizedTest
    @EnumSource
    void newNodeWithEncryptionKeysAndThePlainWordReadsWhatAnOldOneWrote(Former former) {
        Caller caller = Caller.of(BY_TOKEN);
        assertPut(former.node(), caller, VALUES);
        assertGet(now, caller.at(SEALED), VALUES);
    }

    @ParameterizedTest
    @EnumSource
    void sweepOfAnOldNodeLeavesWhatIsAliveForTheNewOne(Former former) throws Exception {
        for (String component : List.of(BY_TOKEN, BY_CLAIM)) {
            String alive = created(now, Caller.of(component, "alive of " + component + former, Duration.ofHours(4)));
            String over = created(former.node(), Caller.of(component));
            assertSwept(former.node(), over);
            assertThat(table.keys()).contains(alive);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sweepOfTheNewNodeLeavesWhatIsAliveForAnOldOneAndRemovesWhatIsOver(Former former) throws Exception {
        for (String component : List.of(BY_TOKEN, BY_CLAIM)) {
            String alive =
                    created(former.node(), Caller.of(component, "kept by " + component + former, Duration.ofHours(4)));
            String over = created(former.node(), Caller.of(component));
            assertSwept(now, over);
            assertThat(table.keys()).contains(alive);
        }
    }

    /** What an old node extends, it extends in the entry alone. */
    @Test
    void sweepOfTheNewNodeLeavesWhatAnOldNodeHasExtended() throws Exception {
        Caller caller = Caller.of(BY_CLAIM);
        Caller renewed = caller.renewed(Duration.ofHours(4));
        String key = created(now, caller);
        long end = table.number(SharedTable.END, key);
        assertThat(Former.BEFORE_THIS_RELEASE.node().call(renewed, "GET", "{}").status())
                .isEqualTo(200);
        assertThat(table.number(SharedTable.END, key)).isPositive().isEqualTo(end);
        assertSwept(now, created(now, Caller.of(BY_CLAIM)));
        assertGet(now, renewed, "{\"a\":1}");
    }

    private static String created(HttpNode node, Caller caller) throws SQLException {
        return table.keyOfWhatIsCreatedBy(() -> assertPut(node, caller, "{\"a\":1}"));
    }

    /** The row is over for this node, whose clock goes ahead, and for it alone. */
    private static void assertSwept(HttpNode node, String key) throws Exception {
        node.setClockAhead(HOUR_AND_MARGIN);
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> !keys().contains(key));
        } finally {
            node.setClockAhead(Duration.ZERO);
        }
    }

    private static Set<String> keys() throws SQLException {
        return table.keys();
    }
}
