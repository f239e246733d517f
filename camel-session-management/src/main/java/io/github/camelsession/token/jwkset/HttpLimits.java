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
package io.github.camelsession.token.jwkset;

import java.time.Duration;

/**
 * The limits of one fetch.
 *
 * @param connect the time until the server accepts the connection
 * @param total the time until the last byte, including the time to connect
 * @param bytes the size of the content
 */
record HttpLimits(Duration connect, Duration total, int bytes) {
    static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20);
}
