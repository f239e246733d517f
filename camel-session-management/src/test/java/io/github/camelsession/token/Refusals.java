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
package io.github.camelsession.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package say about refusals. */
public final class Refusals {
    /** How the parts of a token look, or what the tests put into claims. */
    private static final Pattern TOKEN_OR_CLAIM = Pattern.compile("eyJ|[.][A-Za-z0-9_-]{20}|alice");

    private Refusals() {}

    public static void assertRefused(DenialReason reason, ThrowingCallable call) {
        assertThatExceptionOfType(SessionAccessDeniedException.class)
                .isThrownBy(call)
                .satisfies(refusal ->
                        assertThat(refusal.getReason()).as(refusal.getMessage()).isEqualTo(reason))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContainPattern(TOKEN_OR_CLAIM))
                .withNoCause();
    }
}
