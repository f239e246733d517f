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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.Locale;

/** Public for the code that JMH makes. */
public enum BodyKind {
    BYTES {
        @Override
        Object body(byte[] utf8, String text) {
            return utf8;
        }
    },
    STRING {
        @Override
        Object body(byte[] utf8, String text) {
            return text;
        }
    },
    /** One that can be read only once, as from a socket. */
    STREAM {
        @Override
        Object body(byte[] utf8, String text) {
            return new ByteArrayInputStream(utf8);
        }
    };

    /** The same text in both; neither is copied. */
    abstract Object body(byte[] utf8, String text);

    final Object body(String text) {
        return body(text.getBytes(UTF_8), text);
    }

    final String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
