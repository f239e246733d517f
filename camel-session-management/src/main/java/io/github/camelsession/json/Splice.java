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
package io.github.camelsession.json;

import io.github.camelsession.json.FieldReader.Place;
import io.github.camelsession.session.JsonValue;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Inserts attributes into a text. An existing field keeps its place and gets the new value; new fields follow the last
 * member.
 */
final class Splice {
    private record Member(JsonValue name, JsonValue value) {}

    private final byte[] utf8;
    private final FieldReader fields;
    private final Map<String, JsonValue> attributes;

    private Splice(byte[] utf8, FieldReader fields, Map<String, JsonValue> attributes) {
        this.utf8 = utf8;
        this.fields = fields;
        this.attributes = attributes;
    }

    /**
     * Returns the text with the attributes, in UTF-8 and checked.
     *
     * @param fields has looked for the names of all the attributes in the same text
     * @param charset what the text will be encoded in; characters that it lacks are written as escapes
     */
    static byte[] add(byte[] utf8, FieldReader fields, Map<String, JsonValue> attributes, Charset charset) {
        Splice splice = new Splice(utf8, fields, Escapes.values(attributes, charset));
        return splice.joined(fields.places(attributes.keySet()), splice.missing(charset));
    }

    private List<Member> missing(Charset charset) {
        List<Member> members = new ArrayList<>(attributes.size());
        attributes.forEach((name, value) -> {
            if (!fields.has(name)) {
                members.add(new Member(Escapes.name(name, charset), value));
            }
        });
        return members;
    }

    private JsonValue valueOf(Place place) {
        return Objects.requireNonNull(attributes.get(place.name()));
    }

    private int endOfMembers() {
        int end = fields.brace();
        while (ObjectScan.isWhiteSpace(utf8[end - 1])) {
            end--;
        }
        return end;
    }

    private byte[] joined(List<Place> replaced, List<Member> members) {
        int endOfMembers = endOfMembers();
        // The last byte of a member is never an opening brace.
        boolean comma = utf8[endOfMembers - 1] != '{';
        byte[] out = new byte[length(replaced, members, comma)];
        int at = 0;
        int copied = 0;
        for (Place place : replaced) {
            at = copy(copied, place.from(), out, at);
            at = valueOf(place).copyInto(out, at);
            copied = place.to();
        }
        at = copy(copied, endOfMembers, out, at);
        at = write(members, comma, out, at);
        copy(endOfMembers, utf8.length, out, at);
        return out;
    }

    private int length(List<Place> replaced, List<Member> members, boolean comma) {
        long length = utf8.length;
        for (Place place : replaced) {
            length += valueOf(place).length() - (place.to() - place.from());
        }
        for (Member member : members) {
            length += member.name.length() + 1 + member.value.length() + 1;
        }
        return Math.toIntExact(members.isEmpty() || comma ? length : length - 1);
    }

    private int copy(int from, int to, byte[] out, int at) {
        System.arraycopy(utf8, from, out, at, to - from);
        return at + to - from;
    }

    private static int write(List<Member> members, boolean commaFirst, byte[] out, int start) {
        int at = start;
        boolean comma = commaFirst;
        for (Member member : members) {
            if (comma) {
                out[at++] = ',';
            }
            comma = true;
            at = member.name.copyInto(out, at);
            out[at++] = ':';
            at = member.value.copyInto(out, at);
        }
        return at;
    }
}
