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
package io.github.camelsession.examples.pagination;

import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The routes, started, with a database that lives as long. */
final class Migration implements AutoCloseable {
    private final Main main = new Main(App.class);
    private final ProducerTemplate template;

    /** @param properties that override those of the application */
    Migration(Map<String, String> properties) throws Exception {
        properties.forEach(main::addOverrideProperty);
        main.start();
        template = main.getCamelTemplate();
    }

    /**
     * One execution, with a LOCAL session of its own.
     *
     * @param before what a run that failed has answered, or nothing
     * @return control and summary; with an error as well, if it has failed
     */
    String run(String before) {
        return template.requestBody("direct:migrate", before, String.class);
    }

    void change(String sql) {
        template.sendBody("sql:" + sql, null);
    }

    List<?> rows(String query) {
        return template.requestBody("sql:" + query, (Object) null, List.class);
    }

    @Override
    public void close() {
        change("drop all objects");
        main.stop();
    }
}
