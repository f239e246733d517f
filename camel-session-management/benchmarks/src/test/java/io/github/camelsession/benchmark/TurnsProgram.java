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

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Methods of benchmark classes, each {@code class#method#parameter=value…}, by {@link Turns}. */
final class TurnsProgram {
    private static final String FIGURE = "figure: ";

    /** What a method returns goes here, so that none can be left out. */
    @SuppressWarnings("unused")
    private static Object last;

    private TurnsProgram() {}

    static List<Figure> inNewJvm(Effort effort, List<String> sides) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xms3g",
                "-Xmx3g",
                "-XX:+AlwaysPreTouch",
                "-cp",
                ServerProcess.classPath(),
                TurnsProgram.class.getName(),
                effort.name()));
        command.addAll(sides);
        List<String> lines = new ArrayList<>();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        }
        List<Figure> figures = lines.stream()
                .filter(line -> line.startsWith(FIGURE))
                .map(line -> Arrays.stream(line.substring(FIGURE.length()).split(",", -1))
                        .map(Double::valueOf)
                        .toList())
                .map(parts -> Figure.medianOf(parts, "µs"))
                .toList();
        if (figures.size() != sides.size()) {
            throw new IOException("the sides were not measured:\n" + String.join("\n", lines));
        }
        return figures;
    }

    public static void main(String[] args) throws Exception {
        List<Figure> figures = run(Effort.valueOf(args[0]), Arrays.asList(args).subList(1, args.length));
        for (Figure figure : figures) {
            System.out.println(
                    FIGURE + figure.rounds().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        System.exit(0);
    }

    static List<Figure> run(Effort effort, List<String> names) throws Exception {
        List<Side> sides = new ArrayList<>();
        try {
            for (String name : names) {
                sides.add(Side.named(name));
            }
            return Turns.of(effort, List.copyOf(sides));
        } finally {
            for (Side side : sides) {
                side.callAll(TearDown.class);
            }
        }
    }

    /** @param state an object of the method's class, of which nothing else knows */
    private record Side(Object state, Method method) implements Runnable {
        static Side named(String name) throws Exception {
            String[] parts = name.split("#", -1);
            Class<?> type = Class.forName(parts[0]);
            Object state = type.getDeclaredConstructor().newInstance();
            Side side = new Side(state, type.getMethod(parts[1]));
            for (String parameter : Arrays.asList(parts).subList(2, parts.length)) {
                side.set(parameter.split("=", 2));
            }
            side.callAll(Setup.class);
            return side;
        }

        private void set(String[] nameAndValue) throws ReflectiveOperationException {
            Field field = state.getClass().getField(nameAndValue[0]);
            String text = nameAndValue[1];
            Object value = text;
            if (field.getType() == int.class) {
                value = Integer.valueOf(text);
            } else if (field.getType() == boolean.class) {
                value = Boolean.valueOf(text);
            } else if (field.getType().isEnum()) {
                value = Stream.of(field.getType().getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElseThrow();
            }
            field.set(state, value);
        }

        void callAll(Class<? extends Annotation> kind) throws ReflectiveOperationException {
            for (Method each : state.getClass().getMethods()) {
                if (each.isAnnotationPresent(kind)) {
                    each.invoke(state);
                }
            }
        }

        @Override
        public void run() {
            try {
                last = method.invoke(state);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(method + " failed", e);
            }
        }
    }
}
