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
/**
 * Finds mistakes in the routes of a starting context: LOCAL fields that are never put or never used, and GLOBAL steps
 * that refuse every message.
 *
 * <p>Builds the graph of {@code lint.graph} from Camel's route model. If the model does not tell what happens, the
 * graph gets an additional path that may not exist: so the lint may miss a mistake, but reports nothing that works.
 */
@NullMarked
package io.github.camelsession.lint;

import org.jspecify.annotations.NullMarked;
