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
package io.github.camelsession.session.global.contract;

import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import org.apache.camel.spi.AggregationRepository;

class BoundedMemoryContractTest extends SessionStoreContractTest {
    @Override
    public AggregationRepository newRepository() {
        return new BoundedMemoryRepository(100);
    }

    @Override
    public EntryForm form() {
        return EntryForm.PACKED;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }
}
