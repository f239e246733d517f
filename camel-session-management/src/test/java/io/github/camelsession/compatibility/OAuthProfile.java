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
package io.github.camelsession.compatibility;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A token validation behind Camel's own SPI, as a provider's introspection would answer. The SPI is of Camel 4.21, and tests
 * are compiled with the version that the component is built with, so it is reached by name.
 */
public final class OAuthProfile {
    public static final String PROPERTY = "CamelOAuthTokenValidationResult";
    private static final String SPI = "org.apache.camel.spi.OAuthTokenValidation";

    /** What it says of a token, by the token's text. */
    private final Map<String, Object> results = new ConcurrentHashMap<>();

    private volatile @Nullable Object asked;

    public void bind(CamelContext context) throws ClassNotFoundException {
        Class<?> factory = Class.forName(SPI + "Factory");
        Object bean = Proxy.newProxyInstance(
                factory.getClassLoader(), new Class<?>[] {factory}, (proxy, method, args) -> switch (method.getName()) {
                    case "validateToken" -> {
                        asked = args[0];
                        yield validate((String) args[args.length - 1]);
                    }
                    case "validateConfiguration" -> null;
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "a test's";
                });
        context.getRegistry().bind("oauth-token-validation-factory", bean);
    }

    /** The configuration of the profile that was asked last: {@code OAuthTokenValidationConfig}. */
    public Object configuration() {
        return Objects.requireNonNull(asked);
    }

    private Object validate(String token) throws ReflectiveOperationException {
        Object known = results.get(token);
        return known != null ? known : invalid();
    }

    /** An opaque token, of which the provider says this. */
    public OAuthProfile knows(String token, Map<String, ?> claims) throws ReflectiveOperationException {
        results.put(token, valid(claims));
        return this;
    }

    OAuthProfile answers(String token, Object result) {
        results.put(token, result);
        return this;
    }

    static Object invalid() throws ReflectiveOperationException {
        return type().getMethod("invalid", String.class).invoke(null, "Token is not active");
    }

    /** As Camel's default does: what the claims say is said beside them too. */
    static Object valid(Map<String, ?> claims) throws ReflectiveOperationException {
        Object expiry = claims.get("exp");
        return valid(
                (String) claims.get("sub"),
                (String) claims.get("iss"),
                claims,
                expiry instanceof Number seconds ? seconds.longValue() : 0);
    }

    static Object valid(@Nullable String subject, @Nullable String issuer, Map<String, ?> claims, long expiresAt)
            throws ReflectiveOperationException {
        return type().getMethod("valid", String.class, String.class, List.class, List.class, Map.class, long.class)
                .invoke(null, subject, issuer, List.of(), List.of("read"), claims, expiresAt);
    }

    private static Class<?> type() throws ClassNotFoundException {
        return Class.forName(SPI + "Result");
    }

    public static Map<String, Object> claims(String user, String id) {
        long now = Instant.now().getEpochSecond();
        return Map.of(
                "sub", user, "iss", "https://login.example", "jti", id, "iat", now, "exp", now + 600, "aud", "shop");
    }

    /** @param value null to leave it out */
    static Map<String, Object> with(Map<String, Object> claims, String name, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(claims);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }
}
