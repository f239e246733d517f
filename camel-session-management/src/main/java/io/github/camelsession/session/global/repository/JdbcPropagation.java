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
 * Whose transaction a JDBC repository writes in. Needs camel-sql, which need not be there: to be asked about repositories
 * of its classes only.
 */
final class JdbcPropagation {
    private JdbcPropagation() {}

    /**
     * In the caller's transaction, an update that was acknowledged would be gone when the route of that caller rolls
     * back, and with it those of others that were written on top of it; and its lock on the row would last as long as
     * that route.
     */
    static void refuseCallersTransaction(AggregationRepository repository) {
        JdbcAggregationRepository jdbc = (JdbcAggregationRepository) repository;
        if (jdbc.getPropagationBehavior() != TransactionDefinition.PROPAGATION_REQUIRES_NEW) {
            throw new SessionStoreException(
                    "repository " + jdbc.getClass().getName()
                            + " may write in the transaction of a route, and sessions of"
                            + " others would be rolled back with it: its propagationBehaviorName is not"
                            + " PROPAGATION_REQUIRES_NEW. Set it: camel.beans.<name of the repository>"
                            + ".propagationBehaviorName = PROPAGATION_REQUIRES_NEW",
                    null);
        }
    }
}
