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
package io.github.camelsession.session.global.repository;

import io.github.camelsession.SessionStoreException;
import java.util.Map;
import org.apache.camel.spi.AggregationRepository;

/**
 * Refuses repositories that are known to lose sessions, by the name of their class, because it may not be on the class
 * path, or by their configuration. Measured with Camel 4.18.0 (JCache: 4.17.0).
 */
final class UnfitRepositories {
    private static final String JDBC = "org.apache.camel.processor.aggregate.jdbc.";
    private static final String USE_JDBC =
            "its SQL statements do not match its tables; set an io.github.camelsession.JdbcSessionRepository, which"
                    + " also supports PostgreSQL";

    private static final Map<String, String> REASONS = Map.of(
            "org.apache.camel.component.jcache.processor.aggregate.JCacheAggregationRepository",
            "it overwrites a session even when it refuses to create one; set a repository of another kind, such as"
                    + " HazelcastAggregationRepository, or set none to keep sessions in memory",
            JDBC + "PostgresAggregationRepository",
            USE_JDBC,
            JDBC + "ClusteredPostgresAggregationRepository",
            USE_JDBC);

    private UnfitRepositories() {}

    /** Subclasses are refused too. */
    static void refuse(AggregationRepository repository) {
        for (Class<?> type = repository.getClass(); type != null; type = type.getSuperclass()) {
            String reason = REASONS.get(type.getName());
            if (reason != null) {
                throw new SessionStoreException(
                        "repository " + repository.getClass().getName() + " cannot keep sessions: " + reason, null);
            }
            if (type.getName().equals(JDBC + "JdbcAggregationRepository")) {
                JdbcPropagation.refuseCallersTransaction(repository);
            }
        }
    }
}
