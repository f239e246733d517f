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

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.processor.aggregate.jdbc.JdbcCamelCodec;
import org.apache.camel.support.DefaultExchange;

/**
 * Turns a row that cannot be read into an exchange that holds only the reason, as its exception. With that exchange and
 * the row's version, the row can be replaced or removed like any other.
 */
final class SessionCodec extends JdbcCamelCodec {
    /** No array is longer than all bytes of the row: Java would fill the memory with one whose length is damaged. */
    @Override
    public Exchange unmarshallExchange(CamelContext context, byte[] bytes, String filter) {
        try {
            return super.unmarshallExchange(context, bytes, "maxarray=" + bytes.length + ";" + filter);
        } catch (IOException | ClassNotFoundException | RuntimeException damage) {
            return unreadable(context, damage);
        }
    }

    /** Likewise, where the application has set a codec of its own. The row is one that {@link SessionTable} reads. */
    static Exchange read(JdbcAggregationRepository repository, ResultSet row, CamelContext context)
            throws SQLException {
        byte[] bytes = repository.getLobHandler().getBlobAsBytes(row, 2);
        Exchange exchange = exchangeOf(bytes, repository, context);
        exchange.setProperty(SessionTable.VERSION, row.getLong(3));
        exchange.setProperty(SweepableRepository.EXPIRES_AT, row.getLong(4));
        return exchange;
    }

    private static Exchange exchangeOf(byte[] bytes, JdbcAggregationRepository repository, CamelContext context) {
        try {
            return repository
                    .getJdbcCamelCodec()
                    .unmarshallExchange(context, bytes, repository.getDeserializationFilter());
        } catch (IOException | ClassNotFoundException | RuntimeException damage) {
            return unreadable(context, damage);
        }
    }

    private static Exchange unreadable(CamelContext context, Exception damage) {
        Exchange unreadable = new DefaultExchange(context);
        unreadable.setException(damage);
        return unreadable;
    }
}
