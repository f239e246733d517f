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
package io.github.camelsession.token.jwkset;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's RSA key with a certificate that it signed itself: a private CA of one. The JDK's keytool makes it. */
public final class TestCertificate {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "own";

    private final Path file;
    private final KeyStore store;

    private TestCertificate(Path file, KeyStore store) {
        this.file = file;
        this.store = store;
    }

    /** @param san as keytool writes it, such as {@code ip:127.0.0.1} */
    public static TestCertificate of(String san, Path folder) throws Exception {
        Path file = folder.resolve(san.replace(':', '-') + ".p12");
        String command =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process keytool = new ProcessBuilder(List.of(
                        command,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + san,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .inheritIO()
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool made no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(file, store);
    }

    /** With the key and the certificate; good as a trust store too. */
    public Path file() {
        return file;
    }

    public KeyStore store() {
        return store;
    }

    /** The private key and its public one with the certificate. */
    public RSAKey key(String id) throws Exception {
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        return new RSAKey.Builder((RSAPublicKey) certificate.getPublicKey())
                .privateKey((PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray()))
                .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
                .keyID(id)
                .build();
    }
}
