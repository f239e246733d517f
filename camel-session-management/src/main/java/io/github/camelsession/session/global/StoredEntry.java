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
package io.github.camelsession.session.global;

import org.apache.camel.Exchange;

/**
 * What a read found.
 *
 * @param exchange as the repository gave it: for comparing with, never to be changed. Some repositories give the very
 *     object that they store
 */
record StoredEntry(Exchange exchange, Entry entry) {
    /** Of the write that stored it. */
    String id() {
        return exchange.getExchangeId();
    }

    /** Whether it was stored by one of these writes, or on top of one. */
    boolean comesFrom(Iterable<String> writes) {
        for (String write : writes) {
            if (write.equals(id()) || entry.writes().contains(write)) {
                return true;
            }
        }
        return false;
    }
}
