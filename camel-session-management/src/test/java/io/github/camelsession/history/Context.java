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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A CamelContext that nothing can be reached from by following fields: Lincheck would follow them all. */
final class Context {
    private static final CamelContext REAL = new DefaultCamelContext();

    private Context() {}

    static CamelContext unreachable() {
        return (CamelContext) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {CamelContext.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    private static Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(REAL, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
