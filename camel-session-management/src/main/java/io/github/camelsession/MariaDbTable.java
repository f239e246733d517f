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
package io.github.camelsession;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Warns of a table of MariaDB or MySQL that loses sessions or mistakes one for another. It works as well, so it starts. */
final class MariaDbTable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSessionRepository.class);

    /** The user always sees what is told there of a table that it may read. */
    private static final String PROPERTIES = "SELECT t.engine, e.data_type, i.collation_name"
            + " FROM information_schema.tables t"
            + " JOIN information_schema.columns e ON e.table_schema = t.table_schema AND e.table_name = t.table_name"
            + " JOIN information_schema.columns i ON i.table_schema = t.table_schema AND i.table_name = t.table_name"
            + " WHERE t.table_schema = DATABASE() AND t.table_name = ?"
            + " AND e.column_name = 'exchange' AND i.column_name = 'id'";

    private final JdbcTemplate sql;
    private final String table;

    MariaDbTable(JdbcTemplate sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    static boolean isOneOf(String product) {
        return List.of("MariaDB", "MySQL").contains(product);
    }

    void check() {
        try {
            sql.query(
                    PROPERTIES,
                    row -> {
                        check(row.getString(1), row.getString(2), row.getString(3));
                    },
                    table);
        } catch (DataAccessException e) {
            LOG.debug("The database does not tell how the table '{}' is made", table, e);
        }
    }

    /** @param collation null if the key is bytes */
    private void check(String engine, String type, @Nullable String collation) {
        if (!"innodb".equals(engine.toLowerCase(Locale.ROOT))) {
            warn("is kept by " + engine + ", which has no transactions", "ENGINE = InnoDB");
        }
        if (!"longblob".equals(type.toLowerCase(Locale.ROOT))) {
            warn(
                    "keeps sessions as " + type + ": larger ones do not fit, and are cut off if sql_mode is not strict",
                    "MODIFY exchange longblob NOT NULL");
        }
        if (collation != null && !collation.endsWith("_bin")) {
            warn(
                    "compares its keys by " + collation + ", which may take two sessions for one",
                    "MODIFY id varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL");
        }
    }

    private void warn(String fault, String change) {
        LOG.warn("The table '{}' {}. Run: ALTER TABLE {} {};", table, fault, table, change);
    }
}
