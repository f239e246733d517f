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

import java.time.Instant;
import org.apache.camel.util.ObjectHelper;

/**
 * A failure of a store, without its message, because drivers quote stored values.
 *
 * @param type the class of the innermost cause
 */
public record StoreFailure(String type, Instant at) {
    public static StoreFailure of(Throwable failure, Instant at) {
        // Camel's iterator starts at the innermost cause.
        Throwable innermost = ObjectHelper.createExceptionIterator(failure).next();
        return new StoreFailure(innermost.getClass().getName(), at);
    }
}
