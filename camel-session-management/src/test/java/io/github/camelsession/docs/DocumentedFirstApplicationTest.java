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
package io.github.camelsession.docs;

import static io.github.camelsession.docs.Document.FIRST_APPLICATION;
import static io.github.camelsession.docs.Document.STORES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The first application is small, and says what the page on stores says. It is run by a test of examples/jbang. */
class DocumentedFirstApplicationTest {
    private static final String ROUTES =
            FIRST_APPLICATION.block("yaml", "session-token:").text();

    @Test
    void logInProtectedRouteAndLogOutAreThirtyLines() {
        assertThat(ROUTES.lines()).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void withTheirConfigurationTheyAreFortyLines() {
        String properties =
                FIRST_APPLICATION.block("properties", "camel.server.enabled").text();
        assertThat(ROUTES.lines().count() + properties.lines().count()).isLessThanOrEqualTo(40);
    }

    @Test
    void tableIsThatOfThePageOnStores() {
        assertThat(FIRST_APPLICATION.block("sql", "sessions").text())
                .isEqualTo(STORES.block("sql", "bytea").text());
    }

    @Test
    void databaseIsConfiguredAsThePageOnStoresSays() {
        assertThat(FIRST_APPLICATION.block("properties", "jdbc:postgresql").text())
                .isEqualTo(STORES.block("properties", "jdbc:postgresql")
                        .text()
                        .replace("db.example.com:5432/shop", "127.0.0.1:5432/wizard")
                        .replace("DB_USER:shop", "DB_USER:wizard"));
    }
}
