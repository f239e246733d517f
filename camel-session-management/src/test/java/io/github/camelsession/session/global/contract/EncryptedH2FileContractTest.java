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

import io.github.camelsession.session.global.entry.EncryptedForm;
import java.util.Arrays;
import java.util.HexFormat;

/** The same with encryptionKeys; entries that the tests put there by hand are not encrypted. */
class EncryptedH2FileContractTest extends H2FileContractTest {
    private final EncryptedForm encryption = EncryptedForm.of(Arrays.asList(
            HexFormat.of().parseHex("17c4e2905db3f86a7e81c90b2da65f3418d7b0ce493f62a5518e0c77fbd6a92e"), null));

    @Override
    public EncryptedForm form() {
        return encryption;
    }
}
