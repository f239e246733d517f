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
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.springframework.transaction.TransactionDefinition;

/**
 * Checks in which transaction a JDBC repository writes. Needs camel-sql, which is optional: call this only for
 * repositories of its classes.
 */
final class JdbcPropagation {
    private JdbcPropagation() {}

    /**
     * Refuses a repository that writes in the caller's transaction. If the caller's route rolled back, an acknowledged
     * update would be lost, and so would the updates of others that were written on top of it. Also, the row would stay
     * locked as long as that route runs.
     */
    static void refuseCallersTransaction(AggregationRepository repository) {
        JdbcAggregationRepository jdbc = (JdbcAggregationRepository) repository;
        if (jdbc.getPropagationBehavior() != TransactionDefinition.PROPAGATION_REQUIRES_NEW) {
            throw new SessionStoreException(
                    "repository " + jdbc.getClass().getName()
                            + " may write in the transaction of a route, so a rollback of the route would also roll"
                            + " back sessions of other users: its propagationBehaviorName is not"
                            + " PROPAGATION_REQUIRES_NEW. Set camel.beans.<name of the"
                            + " repository>.propagationBehaviorName = PROPAGATION_REQUIRES_NEW",
                    null);
        }
    }
}
