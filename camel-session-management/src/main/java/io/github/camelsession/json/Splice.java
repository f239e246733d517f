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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.JsonValue;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inserts attributes into a text. An existing field keeps its place and gets the new value; new fields follow the last
 * member.
 */
final class Splice {
    /**
     * Limits how often replaced fields may be repeated. Without a limit, a body of a few kilobytes that repeats a short
     * field would grow by a large attribute for each repetition.
     */
    private static final int MAX_REPETITIONS = 16;

    private record Replacement(int from, int to, JsonValue value) {}

    private record Member(JsonValue name, JsonValue value) {}

    private final byte[] utf8;
    private final Map<String, JsonValue> attributes;
    private final List<Replacement> replacements = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();

    private Splice(byte[] utf8, Map<String, JsonValue> attributes) {
        this.utf8 = utf8;
        this.attributes = attributes;
    }

    /**
     * Returns the text with the attributes, in UTF-8 and checked.
     *
     * @param fields has looked for the names of all the attributes in the same text
     * @param charset what the text will be encoded in; characters that it lacks are written as escapes
     */
    static byte[] add(byte[] utf8, FieldReader fields, Map<String, JsonValue> attributes, Charset charset) {
        Splice splice = new Splice(utf8, Escapes.values(attributes, charset));
        fields.places().forEach(splice::replace);
        return splice.joined(splice.endOfMembers(fields.brace()), splice.missing(charset));
    }

    private void replace(FieldReader.Place place) {
        JsonValue value = attributes.get(place.name());
        if (value == null) {
            return;
        }
        replaced.add(place.name());
        replacements.add(new Replacement(place.from(), place.to(), value));
        if (replacements.size() > attributes.size() + MAX_REPETITIONS) {
            throw new InvalidMessageBodyException(
                    "a JSON object that repeats the names of session fields more than " + MAX_REPETITIONS + " times");
        }
    }

    private List<Member> missing(Charset charset) {
        List<Member> members = new ArrayList<>(attributes.size());
        attributes.forEach((name, value) -> {
            if (!replaced.contains(name)) {
                members.add(new Member(Escapes.name(name, charset), value));
            }
        });
        return members;
    }

    private int endOfMembers(int brace) {
        int end = brace;
        while (ObjectScan.isWhiteSpace(utf8[end - 1])) {
            end--;
        }
        return end;
    }

    private byte[] joined(int endOfMembers, List<Member> members) {
        // The last byte of a member is never an opening brace.
        boolean comma = utf8[endOfMembers - 1] != '{';
        byte[] out = new byte[length(members, comma)];
        int at = 0;
        int copied = 0;
        for (Replacement replacement : replacements) {
            at = copy(copied, replacement.from, out, at);
            at = replacement.value.copyInto(out, at);
            copied = replacement.to;
        }
        at = copy(copied, endOfMembers, out, at);
        at = write(members, comma, out, at);
        copy(endOfMembers, utf8.length, out, at);
        return out;
    }

    private int length(List<Member> members, boolean comma) {
        long length = utf8.length;
        for (Replacement replacement : replacements) {
            length += replacement.value.length() - (replacement.to - replacement.from);
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
