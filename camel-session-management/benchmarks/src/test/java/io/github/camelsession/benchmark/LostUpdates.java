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

import io.github.camelsession.SessionManagementConstants;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What 16 threads were told is in one session, and is not. */
final class LostUpdates {
    private static final int THREADS = 16;

    private final BareSteps steps;
    private final SpringSessions<?> spring;
    private final int updates;
    private final Processor put;
    private final Processor claim;
    private final Processor get;

    LostUpdates(BareSteps steps, SpringSessions<?> spring, int updates) throws Exception {
        this.steps = steps;
        this.spring = spring;
        this.updates = updates;
        this.put = step("PUT");
        this.claim = step("PUT_IF_ABSENT");
        this.get = step("GET");
    }

    private Processor step(String operation) throws Exception {
        return steps.step("session-management:lost?sessionType=GLOBAL&fields=*&operation=" + operation);
    }

    /** Each update sets a field that no other one sets. */
    Result ofFields(String store) throws Exception {
        String authorization = BareSteps.authorization("fields");
        String id = spring.create();
        Together.millis(THREADS, updates, (thread, number) -> put.process(request(number, thread, authorization)));
        Together.millis(
                THREADS,
                updates,
                (thread, number) -> spring.request(id, session -> session.setAttribute(name(number), thread)));
        return result(
                "lost-fields-" + store,
                "Lost fields of " + updates + " that 16 threads PUT into one session, " + store,
                updates - storedFields(authorization),
                updates - spring.found(id).getAttributeNames().size());
    }

    /** The threads of a group want to set the same field, each if nobody else has: one does, and is told so. */
    Result ofClaims(String store) throws Exception {
        String authorization = BareSteps.authorization("claims");
        String id = spring.create();
        AtomicInteger ours = new AtomicInteger();
        AtomicInteger theirs = new AtomicInteger();
        Together.millis(THREADS, updates, (thread, number) -> {
            Exchange exchange = request(number / THREADS, thread, authorization);
            exchange.getMessage().setHeader(SessionManagementConstants.FIELDS, name(number / THREADS));
            claim.process(exchange);
            if (exchange.getMessage()
                    .getHeader(SessionManagementConstants.FOUND, List.of(), List.class)
                    .isEmpty()) {
                ours.incrementAndGet();
            }
        });
        Together.millis(THREADS, updates, (thread, number) -> {
            if (claimInSpring(id, name(number / THREADS), thread)) {
                theirs.incrementAndGet();
            }
        });
        int fields = updates / THREADS;
        return result(
                "lost-claims-" + store,
                "Threads, of 16 for each field, that were told wrongly that they set it first in one session, " + store,
                ours.get() - fields,
                theirs.get() - fields);
    }

    private boolean claimInSpring(String id, String name, int thread) {
        AtomicBoolean first = new AtomicBoolean();
        spring.request(id, session -> {
            if (session.getAttribute(name) == null) {
                session.setAttribute(name, thread);
                first.set(true);
            }
        });
        return first.get();
    }

    /** Ours must not be in any run, be it for an instant. */
    private static Result result(String id, String what, int ours, int theirs) {
        if (ours != 0) {
            throw new IllegalStateException(id + " is " + ours + ": an update is lost, or was done twice");
        }
        Figure figure = Figure.exactly(ours, "lost");
        return new Result(
                id, what, "Spring Session, where it was " + theirs, PerformanceTarget.atMost(0), figure, figure);
    }

    private Exchange request(int number, int value, String authorization) {
        return steps.request(("{\"" + name(number) + "\":" + value + "}").getBytes(UTF_8), authorization);
    }

    private static String name(int number) {
        return "field" + number;
    }

    private int storedFields(String authorization) throws Exception {
        Exchange exchange = steps.request("{}".getBytes(UTF_8), authorization);
        get.process(exchange);
        return HttpSessionSteps.MAPPER
                .readTree(exchange.getMessage().getBody(byte[].class))
                .size();
    }
}
