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

import io.github.camelsession.session.global.GlobalStatus.Sweeps;
import java.util.function.BooleanSupplier;

/** Removes entries that no request can reach any more. */
interface Sweep {
    /**
     * Runs one sweep at a time.
     *
     * @param cancelled checked again and again
     * @return the number of entries removed
     */
    int run(BooleanSupplier cancelled);

    Sweeps status();

    /** Returns the number of sessions when the last sweep was over; -1 if it is not known. */
    int sessions();
}
