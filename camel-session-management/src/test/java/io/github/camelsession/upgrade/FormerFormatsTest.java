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
package io.github.camelsession.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.session.global.entry.EntryCodec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each step that the format of entries has taken: the files of that step are what the code of then writes, the code of
 * now reads and writes them without loss, and code from before the step refuses them.
 */
class FormerFormatsTest {
    private static final String FLAT = "io.github.camelsession.session.global.EntryCodec";
    private static final String IN_FOLDERS = "io.github.camelsession.session.global.entry.EntryCodec";

    @TempDir
    Path directory;

    /** By the first commit that wrote it. */
    enum Step {
        V0_1_0(
                "133e3245b47403807e1635b80edb0d6f6f3985d3",
                FLAT,
                "0.1.0/empty",
                "0.1.0/values",
                "0.1.0/writes-of-two-nodes"),
        IDLE_AND_SKEW("bf001c8199745902b5eb1d4e8e68c9b458748d5c", FLAT, "format-2/values", "format-2/limited"),
        ENDED_AND_ISSUED("7e4b01f3786af3791bf3d55daccea12f989aeb2a", IN_FOLDERS, "format-2/ended-tokens"),
        UNTIL("0e433f4eba0f19f6421bbbaf602a1c9a7bb2a7ee", IN_FOLDERS, "format-2/ending-attributes"),
        SINCE("c9ca98bbacb34de1b167b67149925516bd5f1ba6", IN_FOLDERS, "format-2/started");

        private final String commit;
        private final String codec;
        private final List<String> files;

        Step(String commit, String codec, String... files) {
            this.commit = commit;
            this.codec = codec;
            this.files = List.of(files);
        }

        private Stream<Step> later() {
            return Stream.of(values()).filter(step -> step.compareTo(this) > 0);
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = FormerFormatsTest.class.getResourceAsStream("/entries/" + name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void codeOfNowReadsEachAndWritesItBackWithoutLoss(Step step) throws IOException {
        for (String name : step.files) {
            byte[] json = read(name);
            assertThat(text(EntryCodec.encode(EntryCodec.decode(json))))
                    .as(name)
                    .isEqualTo(text(json).replaceFirst("\\{\"v\":1,", "{\"v\":2,"));
        }
    }

    @TestFactory
    List<DynamicTest> codeOfThen() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Step step : Step.values()) {
            tests.add(DynamicTest.dynamicTest(step + " writes its files and refuses those of later steps", () -> {
                FormerCode code = FormerCode.part(step.commit, directory.resolve(step.name()), step.codec);
                try (URLClassLoader loader = code.loader()) {
                    Codec codec = new Codec(loader.loadClass(step.codec));
                    for (String name : step.files) {
                        assertThat(text(codec.encode(codec.decode(read(name)))))
                                .as(name)
                                .isEqualTo(text(read(name)));
                    }
                    for (Step later : step.later().toList()) {
                        for (String name : later.files) {
                            assertThatThrownBy(() -> codec.decode(read(name)))
                                    .as(name)
                                    .satisfies(refusal -> assertThat(
                                                    refusal.getClass().getSimpleName())
                                            .isEqualTo("UnreadableEntryException"));
                        }
                    }
                }
            }));
        }
        return tests;
    }

    /** As it was then, with the entry of then. */
    private static final class Codec {
        private final Method encode;
        private final Method decode;

        Codec(Class<?> codec) throws NoSuchMethodException {
            decode = codec.getDeclaredMethod("decode", byte[].class);
            encode = codec.getDeclaredMethod("encode", decode.getReturnType());
            decode.setAccessible(true);
            encode.setAccessible(true);
        }

        Object decode(byte[] json) throws Exception {
            return call(decode, json);
        }

        byte[] encode(Object entry) throws Exception {
            return (byte[]) call(encode, entry);
        }

        private static Object call(Method method, Object argument) throws Exception {
            try {
                return method.invoke(null, argument);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw e;
            }
        }
    }
}
