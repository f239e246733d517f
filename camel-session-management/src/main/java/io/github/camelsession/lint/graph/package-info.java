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
 * A graph of the paths that messages may take through an application, and searches in it. Does not depend on Camel. The
 * cost of a search is proportional to the edges it follows.
 */
@NullMarked
package io.github.camelsession.lint.graph;

import org.jspecify.annotations.NullMarked;
