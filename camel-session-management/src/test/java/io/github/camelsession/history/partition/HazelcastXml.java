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
package io.github.camelsession.history.partition;

import io.github.camelsession.docs.Document;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The documented blocks of {@code hazelcast.xml} as one, of a cluster that finds its members by their addresses. */
final class HazelcastXml {
    private static final Pattern PARTS =
            Pattern.compile("<hazelcast[^>]*>\\s*<properties>(.*)</properties>(.*)</hazelcast>", Pattern.DOTALL);

    private final StringBuilder properties = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();

    HazelcastXml() {
        property("hazelcast.logging.type", "slf4j");
        property("hazelcast.phone.home.enabled", "false");
        property("hazelcast.socket.bind.any", "false");
    }

    HazelcastXml property(String name, String value) {
        properties.append("<property name='" + name + "'>" + value + "</property>");
        return this;
    }

    /** @param part which only the block has that is meant */
    HazelcastXml documented(String part) {
        Matcher parts = PARTS.matcher(Document.STORES.block("xml", part).text());
        if (!parts.matches()) {
            throw new IllegalStateException("the documented hazelcast.xml has another form");
        }
        properties.append(parts.group(1));
        rest.append(parts.group(2));
        return this;
    }

    /** @param address of the member itself; both it and the others have a host and a port */
    String of(String address, List<String> all) {
        String members =
                all.stream().map(member -> "<member>" + member + "</member>").collect(Collectors.joining());
        String[] own = address.split(":");
        return "<hazelcast xmlns='http://www.hazelcast.com/schema/config'><properties>" + properties
                + "</properties><network><port auto-increment='false'>" + own[1] + "</port><join><auto-detection"
                + " enabled='false'/><multicast enabled='false'/><tcp-ip enabled='true'"
                + " connection-timeout-seconds='2'>" + members
                + "</tcp-ip></join><interfaces enabled='true'><interface>"
                + own[0] + "</interface></interfaces></network>" + rest + "</hazelcast>";
    }
}
