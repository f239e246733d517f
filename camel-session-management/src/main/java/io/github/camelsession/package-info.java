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
 * The API for applications: exceptions, options, enums, header names, and the repository for databases.
 *
 * <p>Only this package is API. All other packages are public only for one another, and may change with any release.
 */
@NullMarked
package io.github.camelsession;

import org.jspecify.annotations.NullMarked;
