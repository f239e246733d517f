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
package io.github.camelsession.token.key;

import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.token.SignatureVerifiers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where a secret should, and can be read in a repository or guessed. */
class SecretTextTest {
    private static final String PRINTABLE = printable();

    private @TempDir Path directory;

    private static String printable() {
        return java.util.stream.IntStream.rangeClosed('!', '~')
                .mapToObj(Character::toString)
                .reduce("", String::concat);
    }

    private static void assertRefused(String text, String whatToDo) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(text, null))
                .withMessageStartingWith("secretKey ")
                .withMessageContaining(whatToDo)
                .withMessageNotContaining(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ${SHOP_SESSION_MANAGEMENT_SECRET_KEY}                    | set what it names
            prefix-{{SHOP_SESSION_MANAGEMENT_SECRET_KEY}}            | set what it names
            $SHOP_SESSION_MANAGEMENT_SECRET_KEY_OF_ALL               | set what it names
            $shop_session_management_secret_key_of_all               | set what it names
            $env:SHOP_SESSION_MANAGEMENT_SECRET_KEY                  | set what it names
            $(cat /run/secrets/session-management-key)               | set what it names
            `cat /run/secrets/session-management-key`                | set what it names
            %SHOP_SESSION_MANAGEMENT_SECRET_KEY_OF_ALL%              | set what it names
            @session.secret.that.is.replaced.by.maven@               | set what it names
            #{systemProperties['session.secret.key.here']}           | set what it names
            ENC(q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6WtBz1NmQyS)    | decrypts
            {cipher}q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6Wt         | decrypts
            RAW(q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6WtBz1NmQyS)    | leave RAW out
            RAW{q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6WtBz1NmQyS}    | leave RAW out
            classpath:secrets/of/the/shop/in/production.txt          | set it to the secret
            https://vault.example.com/v1/secret/data/shop-production | set it to the secret
            https://<host>/v1/secret/data/shop-production            | set it to the secret
            https://vault.example.com/{stage}/secret/{name of shop}  | set it to the secret
            ref+tfstate://terraform.tfstate/output.shop["key"].value | set it to the secret
            op://production/session-management/secret-key            | set it to the secret
            arn:aws:secretsmanager:eu-west-1:123456789012:secret:x   | set it to the secret
            env:SHOP_SESSION_MANAGEMENT_SECRET_KEY_OF_EUROPE         | set it to the secret
            classpath:secrets\\\\of\\\\the\\\\shop\\\\in\\\\production.txt    | set it to the secret
            #bean:secretOfTheShopThatSomebodyHasBoundInTheRegistry   | set it to the secret
            /run/secrets/session-management-secret-key               | write file: before it
            /etc/SHOP/SESSION_MANAGEMENT_SECRET_KEY                  | write file: before it
            /run/secrets/x                                           | write file: before it
            ~/.config/shop/session-management/secret                 | write file: before it
            ./secrets/of/the/shop/in/production                      | write file: before it
            C:\\\\shop\\\\secrets\\\\session-management-secret-key       | write file: before it
            src/main/docs/session-management-security.adoc           | write file: before it
            FILE:/run/secrets/session-management-secret              | lower case
            File:/run/secrets/session-management-secret              | lower case
            BASE64:q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6WtBz1NmQyS | lower case
            " file:/run/secrets/session-management-secret"           | lower case
            hex:0f3a7c5519e2b8d46a0c1e7f93b5d284                     | lower case
            Hex: 0f 3a 7c 55 19 e2 b8 d4 6a 0c 1e 7f 93 b5 d2 84     | lower case
            hex:{"0f3a7c55", "19e2b8d4", "6a0c1e7f", "93b5d284"}     | lower case
            <your secret key goes here, 32 bytes or more>            | template
            [your secret key, 32 characters or more, please]         | template
            {session-management-secret-of-the-shop}                  | template
            """)
    void nameOrTemplateIsRefusedWithWhatToDo(String text, String whatToDo) throws Exception {
        assertRefused(text, whatToDo);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secrets(SECRET, text.replace(",", "\\,"), null))
                .withMessageStartingWith("previousSecretKeys ");
        assertThatIllegalArgumentException()
                .as("in a file")
                .isThrownBy(() -> SignatureVerifiers.secret(
                        "file:" + Files.writeString(directory.resolve("secret"), text + "\n"), null))
                .withMessageContaining(whatToDo);
    }

    @Test
    void secretThatLooksSoIsWrittenInBase64() {
        for (String text : new String[] {
            "/run/secrets/session-management-secret-key",
            "${SHOP_SESSION_MANAGEMENT_SECRET_KEY}",
            "#bean:secretOfTheShopThatSomebodyHasBoundInTheRegistry",
            "ENC(q8Zr3VnT0xLw5YbKc7HsEj2UfMd9PgAi4RoXv6WtBz1NmQyS)"
        }) {
            String written = "base64:" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            assertThatCode(() -> SignatureVerifiers.secret(written, null)).doesNotThrowAnyException();
        }
    }

    @Property(tries = 2000)
    void whatJavaReadsAsAnAddressIsRefused(@ForAll long seed) {
        String rest = random(new Random(seed), PRINTABLE.replaceAll("[^\\w.~:/?@!$&'()*+,;=-]", ""), 40);
        for (String scheme : new String[] {"op", "vault+kv2", "AWS.ssm"}) {
            String address = scheme + "://" + rest;
            assertThatCode(() -> new URI(address)).as(address).doesNotThrowAnyException();
            assertRefused(address, "set it to the secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Aj://20+xY$elI&6hu,!dA0x>-,.}}~A#RzFR55+fWodn4:,",
                "dGa://9]yDBc52mAC6|>73;~=zE^+|XZ",
                "HeX:NQqVf%|mO_`y1MXF:n^mKS'|L3uU"
            })
    void randomSecretThatBeginsLikeAnAddressIsLetIn(String secret) {
        accept(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "/, secret/",
        "'', /secret.key",
        "'', ../",
        "~, /secret",
        "C:/, secret/",
        "op://, {x}",
        "op://, <x>",
        "hex:, 0f",
        "#{, x}",
        "$, (x)",
        "`, x/"
    })
    void longTextDoesNotExhaustTheStack(String beginning, String repeated) {
        assertRefused(beginning + repeated.repeat(100_000), "");
    }

    @Property(tries = 5000)
    void randomSecretIsLetInWhateverItBeginsWith(
            @ForAll long seed, @ForAll @CharRange(from = '!', to = '~') char first) {
        Random random = new Random(seed);
        accept((first + random(random, PRINTABLE, 47)).replaceAll("[{]+", "x"));
        byte[] bytes = new byte[36];
        random.nextBytes(bytes);
        accept(first + Base64.getEncoder().encodeToString(bytes));
        accept("/" + Base64.getEncoder().encodeToString(bytes));
    }

    @Example
    void passphraseMayHaveEveryCharacterInIt() {
        for (char c : PRINTABLE.toCharArray()) {
            accept("plum" + c + " jam" + c + " on a winter morning, in the old house " + c);
        }
    }

    private static String random(Random random, String characters, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, characters.length()).forEach(at -> text.append(characters.charAt(at)));
        return text.toString();
    }

    private static void accept(String secret) {
        assertThatCode(() -> SignatureVerifiers.secret(secret, null)).as(secret).doesNotThrowAnyException();
        assertThat(secret).hasSizeGreaterThan(31);
    }
}
