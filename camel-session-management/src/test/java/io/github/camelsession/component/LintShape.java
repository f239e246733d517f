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

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/** What large applications look like. */
public enum LintShape {
    /** Routes that have nothing to do with each other. */
    INDEPENDENT {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            timer(builder, number).to(put).to("log:work").to(get);
        }
    },
    /** Each has a queue of its own, and all send to one more. */
    STAR {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            timer(builder, number).to(put).to("seda:work" + number);
            builder.from("seda:work" + number).to(get).to("log:work").to("seda:archive");
        }
    },
    /** From queue to queue through all routes. */
    CHAIN {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            ProcessorDefinition<?> route = number == 0 ? timer(builder, number) : builder.from("seda:chain" + number);
            route.to(put).to("log:work").to(get).to("seda:chain" + (number + 1));
        }
    },
    /** Handlers for all routes, a tap and a route that all call. */
    GLOBAL {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            if (number == 0) {
                builder.onException(Exception.class)
                        .maximumRedeliveries(2)
                        .handled(true)
                        .to("log:failed");
                builder.onCompletion().to("log:done").to("seda:archive");
            }
            timer(builder, number)
                    .to(put)
                    .wireTap("seda:archive")
                    .to("direct:common")
                    .to(get);
        }
    },
    /** Java code that may call routes which no step calls. */
    CODE {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            timer(builder, number).to(put).process(exchange -> {}).to(get);
            builder.from("direct:uncalled" + number).to("log:work");
        }
    },
    /** Addresses that come with the message. */
    DYNAMIC {
        @Override
        void add(RouteBuilder builder, int number, String put, String get) {
            timer(builder, number).to(put).toD("seda:work-${header.to}").to(get);
            builder.from("seda:work-" + number).recipientList(builder.header("to"));
        }
    };

    abstract void add(RouteBuilder builder, int number, String put, String get);

    private static ProcessorDefinition<?> timer(RouteBuilder builder, int number) {
        return builder.from("timer:t" + number + "?delay=-1&repeatCount=1").autoStartup(false);
    }

    /** @param ownFields whether each route has a field of its own */
    public RouteBuilder routes(int routes, boolean ownFields) {
        return build(
                routes, "session-management:put?operation=PUT&fields=a", "session-management:get?fields=a", ownFields);
    }

    /** The same without a session step. */
    public RouteBuilder without(int routes) {
        return build(routes, "mock:put", "mock:get", false);
    }

    private RouteBuilder build(int routes, String put, String get, boolean ownFields) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < routes; i++) {
                    String own = ownFields ? String.valueOf(i) : "";
                    add(this, i, put + own, get + own);
                }
                from("seda:archive").autoStartup(false).to("log:archive");
                from("direct:common").to("log:common");
            }
        };
    }
}
