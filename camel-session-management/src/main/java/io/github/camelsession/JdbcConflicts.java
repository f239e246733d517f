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
package io.github.camelsession;

import java.sql.SQLException;
import org.apache.camel.processor.aggregate.jdbc.JdbcOptimisticLockingExceptionMapper;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.util.ObjectHelper;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Tells lost comparisons from failures. Camel's own mapper treats every violated constraint as a conflict, and fails if
 * the driver gives no SQL state.
 */
final class JdbcConflicts implements JdbcOptimisticLockingExceptionMapper {
    /** MariaDB's and MySQL's. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    /** In the SQL standard. At a commit, Spring does not translate it. */
    private static final String SERIALIZATION_FAILURE = "40001";

    @Override
    public boolean isOptimisticLocking(Exception failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof OptimisticLockingException
                    || cause instanceof DuplicateKeyException
                    || cause instanceof ConcurrencyFailureException
                    || cause instanceof SQLException refusal
                            && (isLockWait(refusal) || SERIALIZATION_FAILURE.equals(refusal.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** MariaDB's driver gives the end of a wait for a lock the SQL state of unknown errors, so Spring cannot tell it. */
    private static boolean isLockWait(SQLException refusal) {
        return refusal.getErrorCode() == LOCK_WAIT_TIMEOUT && "HY000".equals(refusal.getSQLState());
    }
}
