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
package io.github.camelsession.history;

import io.github.camelsession.session.global.outage.RealServer;
import java.util.concurrent.TimeUnit;

/** What happens to a server while it is at work. */
enum Disturbance {
    NONE {
        @Override
        void strike(RealServer server) {}
    },

    /** {@code kill -9}, and a start. */
    KILL {
        @Override
        void strike(RealServer server) throws Exception {
            server.kill();
            TimeUnit.MILLISECONDS.sleep(500);
            server.start();
        }
    },

    /** SIGSTOP for longer than clients wait, and SIGCONT: what was on its way comes in late. */
    PAUSE {
        @Override
        void strike(RealServer server) throws Exception {
            server.pause();
            TimeUnit.MILLISECONDS.sleep(2_500);
            server.resume();
        }
    },

    /** Short enough that some calls fail, and others are only slow. */
    HICCUP {
        @Override
        void strike(RealServer server) throws Exception {
            for (int i = 0; i < 3; i++) {
                server.pause();
                TimeUnit.MILLISECONDS.sleep(700 + 200 * i);
                server.resume();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    },

    PAUSE_AND_KILL {
        @Override
        void strike(RealServer server) throws Exception {
            server.pause();
            TimeUnit.MILLISECONDS.sleep(1_200);
            server.kill();
            server.start();
        }
    };

    abstract void strike(RealServer server) throws Exception;
}
