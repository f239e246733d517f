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

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Throws why the work failed also if the rollback fails then. Spring's class throws the failure of the rollback, whose
 * causes tell nothing but that the connection is closed.
 */
final class FirstFailureTemplate extends TransactionTemplate {
    private static final long serialVersionUID = 1L;

    FirstFailureTemplate(TransactionTemplate settings) {
        super(Objects.requireNonNull(settings.getTransactionManager()), settings);
    }

    @Override
    public <T> @Nullable T execute(TransactionCallback<T> work) {
        AtomicReference<RuntimeException> first = new AtomicReference<>();
        try {
            return super.execute(status -> {
                try {
                    return work.doInTransaction(status);
                } catch (RuntimeException e) {
                    first.set(e);
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            RuntimeException failure = first.get();
            if (failure == null || failure == e) {
                throw e;
            }
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
