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
package io.github.camelsession.docs;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes that no session is made of; they count how often somebody makes an object of them. */
final class Gadgets {
    static final AtomicInteger MADE = new AtomicInteger();

    private Gadgets() {}

    /** As the first link of a chain of gadgets: it works while it is read. */
    static final class Plain implements Serializable {
        private static final long serialVersionUID = 1L;

        Plain() {
            MADE.incrementAndGet();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            MADE.incrementAndGet();
        }
    }

    /** Reads itself, and is made by its constructor. */
    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1L;

        public External() {
            MADE.incrementAndGet();
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    /** For the place where an exchange has its exception. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure() {
            MADE.incrementAndGet();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            MADE.incrementAndGet();
        }
    }

    /** In Hazelcast's own form. */
    public static final class Hazelcasts implements DataSerializable {
        public Hazelcasts() {
            MADE.incrementAndGet();
        }

        @Override
        public void writeData(ObjectDataOutput out) {}

        @Override
        public void readData(ObjectDataInput in) {}
    }

    /** No more than a class, which Hazelcast writes in its compact form. */
    public static final class Compact {
        public int number = 1;

        public Compact() {
            MADE.incrementAndGet();
        }
    }
}
