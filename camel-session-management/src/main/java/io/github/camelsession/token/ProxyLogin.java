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
package io.github.camelsession.token;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to a proxy, and to nothing else: with {@code https.proxyUser} and {@code https.proxyPassword}, system
 * properties beside the JVM's own {@code https.proxyHost}, else as the JVM's default authenticator says.
 */
final class ProxyLogin extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (getRequestorType() != RequestorType.PROXY) {
            return null;
        }
        String user = System.getProperty("https.proxyUser");
        String password = System.getProperty("https.proxyPassword");
        return user != null && password != null
                ? new PasswordAuthentication(user, password.toCharArray())
                : ofTheJvm(Authenticator.getDefault());
    }

    private @Nullable PasswordAuthentication ofTheJvm(@Nullable Authenticator authenticator) {
        return authenticator == null
                ? null
                : authenticator.requestPasswordAuthenticationInstance(
                        getRequestingHost(),
                        getRequestingSite(),
                        getRequestingPort(),
                        getRequestingProtocol(),
                        getRequestingPrompt(),
                        getRequestingScheme(),
                        getRequestingURL(),
                        getRequestorType());
    }
}
