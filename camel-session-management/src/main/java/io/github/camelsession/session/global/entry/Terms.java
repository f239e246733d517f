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
package io.github.camelsession.session.global.entry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the application that wrote an entry, for applications that share the entry but have other settings.
 *
 * @param idleLimit its {@code maxInactiveInterval}; null if it has none
 * @param clockSkew the largest of all applications that have written the entry
 */
public record Terms(@Nullable Duration idleLimit, Duration clockSkew) {}
