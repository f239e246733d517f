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
package io.github.camelsession.benchmark;

import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.jetty.util.Jetty;
import org.openjdk.jmh.util.Version;
import org.springframework.boot.SpringBootVersion;
import org.springframework.session.Session;

/** What figures depend on besides the code: the machine, the JDK, versions, the day. */
record Machine(Map<String, String> facts) {
    static Machine here() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("Machine", Runtime.getRuntime().availableProcessors() + " processors, " + cpu());
        facts.put("System", property("os.name") + " " + property("os.arch"));
        facts.put("JDK", property("java.vm.name") + " " + property("java.vm.version"));
        facts.put("camel-session-management", System.getProperty("benchmark.version", "of this source tree"));
        facts.put("Apache Camel", new DefaultCamelContext(false).getVersion());
        facts.put("Jackson", PackageVersion.VERSION.toString());
        facts.put("JMH", Version.getPlainVersion());
        facts.put("Jetty", Jetty.VERSION);
        facts.put("Spring Boot", SpringBootVersion.getVersion());
        facts.put("Spring Session", String.valueOf(Session.class.getPackage().getImplementationVersion()));
        return new Machine(facts);
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty(name));
    }

    private static String cpu() throws IOException {
        Path cpuInfo = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpuInfo)) {
            return property("os.arch");
        }
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        }
    }
}
