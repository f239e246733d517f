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

import io.github.camelsession.history.partition.Links.Direction;
import java.util.concurrent.TimeUnit;

/** What happens to the links while nodes are at work. */
enum Cut {
    ONE_NODE {
        @Override
        void strike(Links links, int first, int nodes, long millis) throws Exception {
            links.cut(first, Direction.BOTH);
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    },

    ALL_NODES {
        @Override
        void strike(Links links, int first, int nodes, long millis) throws Exception {
            for (int node = 0; node < nodes; node++) {
                links.cut(node, Direction.BOTH);
            }
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    },

    /** The store does not hear one of the nodes, which holds what it has locked. */
    REQUESTS {
        @Override
        void strike(Links links, int first, int nodes, long millis) throws Exception {
            links.cut(first, Direction.REQUESTS);
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    },

    /** The store does what one of the nodes asks, and that does not hear so. */
    ANSWERS {
        @Override
        void strike(Links links, int first, int nodes, long millis) throws Exception {
            links.cut(first, Direction.ANSWERS);
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    },

    /** One node after the other, for shorter and for longer than clients wait. */
    FLAPPING {
        @Override
        void strike(Links links, int first, int nodes, long millis) throws Exception {
            for (int i = 0; i < 4; i++) {
                links.cut((first + i) % nodes, i % 2 == 0 ? Direction.BOTH : Direction.ANSWERS);
                TimeUnit.MILLISECONDS.sleep(millis / (i + 1));
                links.heal();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    };

    /**
     * The links may still be cut when it returns.
     *
     * @param first the node that suffers, or suffers first
     */
    abstract void strike(Links links, int first, int nodes, long millis) throws Exception;
}
