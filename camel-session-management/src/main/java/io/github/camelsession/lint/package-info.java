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
 * Finds, in the routes of a starting context, LOCAL fields that are read but never put, and those that are put for nobody.
 *
 * <p>{@link io.github.camelsession.lint.graph.FlowGraph} and {@link io.github.camelsession.lint.graph.Analysis} know
 * nothing of Camel; the other classes make the graph of Camel's route model. Wherever the model does not tell what
 * happens, they add a way that may not be there: a mistake may stay unseen, but nothing is reported that works.
 */
@NullMarked
package io.github.camelsession.lint;

import org.jspecify.annotations.NullMarked;
