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
package io.github.camelsession.component;

import io.github.camelsession.compatibility.CamelPart;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A field that is put in one block and read in another, and faults that linters of other products had. */
class LintLevelsTest extends LintTest {
    /** A block of a route with one step in it. */
    enum Level {
        PLAIN {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.to(step);
            }
        },
        CHOICE {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.choice()
                        .when(exchange -> true)
                        .to(step)
                        .otherwise()
                        .to("log:other")
                        .end();
            }
        },
        OTHERWISE {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.choice()
                        .when(exchange -> false)
                        .to("log:other")
                        .otherwise()
                        .to(step)
                        .end();
            }
        },
        SPLIT {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.split().body().to(step).end();
            }
        },
        LOOP {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.loop(2).to(step).end();
            }
        },
        TRY {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.doTry()
                        .to(step)
                        .doCatch(Exception.class)
                        .to("log:caught")
                        .end();
            }
        },
        CATCH {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.doTry()
                        .to("log:try")
                        .doCatch(Exception.class)
                        .to(step)
                        .end();
            }
        },
        FINALLY {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.doTry().to("log:try").doFinally().to(step).end();
            }
        },
        MULTICAST {
            @Override
            ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step) {
                return route.multicast().to(step, "log:other").end();
            }
        };

        abstract ProcessorDefinition<?> with(ProcessorDefinition<?> route, String step);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Level.values())
                .flatMap(put -> Stream.of(Level.values()).map(get -> Arguments.of(put, get)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void fieldThatIsPutInOneBlockIsReadInTheNext(Level put, Level get) throws Exception {
        assertSilent(routes -> get.with(put.with(from(routes, "a"), put("a")), get("a")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void misspeltFieldIsFoundWhateverBlocksItIsIn(Level put, Level get) throws Exception {
        assertFound(
                routes -> get.with(put.with(from(routes, "a"), put("a")), get("b")),
                "a/put: a is put",
                "a/get: b is read");
    }

    @ParameterizedTest
    @EnumSource
    void onExceptionReadsWhatABlockOfTheMainFlowPut(Level put) throws Exception {
        assertSilent(routes -> {
            handler(routes, get("a"));
            put.with(from(routes, "a"), put("a"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void misspeltFieldIsFoundInOnException(Level put) throws Exception {
        assertFound(
                routes -> {
                    handler(routes, get("b"));
                    put.with(from(routes, "a"), put("a"));
                },
                "a/put: a is put",
                "a/get: b is read");
    }

    private static void handler(RouteBuilder routes, String step) {
        routes.onException(Exception.class).handled(true).to(step);
    }

    @Test
    void globalFieldsAreReadByOtherRequests() throws Exception {
        CamelPart.JETTY.assume();
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(io.github.camelsession.token.TestTokens.SECRET);
        assertSilent(routes -> {
            routes.from("jetty:http://127.0.0.1:0/put").to(put("a") + "&sessionType=GLOBAL");
            routes.from("jetty:http://127.0.0.1:0/get").to(get("b") + "&sessionType=GLOBAL");
        });
    }
}
