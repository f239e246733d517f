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
package io.github.camelsession.access;

import io.github.camelsession.session.global.entry.EncryptedForm;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.token.key.RandomKey;
import io.github.camelsession.token.key.TextList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How entries are encrypted, by the option {@code encryptionKeys}. */
final class EncryptionChoice {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionChoice.class);

    private static final String OPTION = "encryptionKeys";

    /** Stands in the list for entries that are not encrypted. No key looks like it. */
    private static final String PLAIN = "plain";

    private EncryptionChoice() {}

    /**
     * @param option null if it is not set
     * @throws IllegalArgumentException if it is not usable; the message shows no key
     */
    static EntryForm of(@Nullable String option) {
        if (option == null) {
            return EntryForm.PLAIN;
        }
        List<byte @Nullable []> keys = new ArrayList<>();
        for (String text : TextList.of(OPTION, option)) {
            keys.add(PLAIN.equals(text) ? null : RandomKey.read(OPTION, text));
        }
        if (Collections.frequency(keys, null) > 1) {
            throw unusable("the word " + PLAIN + " is in it twice", null);
        }
        EncryptedForm form = checked(keys);
        warnOfPlain(keys);
        return form;
    }

    private static EncryptedForm checked(List<byte @Nullable []> keys) {
        try {
            return EncryptedForm.of(keys);
        } catch (IllegalArgumentException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unusable(@Nullable String why, @Nullable Exception cause) {
        return new IllegalArgumentException(
                OPTION + " cannot be used, because " + why + ": name each key once, the one that"
                        + " encrypts first, or leave the option out",
                cause);
    }

    private static void warnOfPlain(List<byte @Nullable []> keys) {
        if (keys.get(0) == null) {
            LOG.warn("Entries are stored unencrypted, because encryptionKeys begins with plain: this is for the time"
                    + " in which nodes that know no key are replaced");
        } else if (keys.contains(null)) {
            LOG.warn(
                    "Entries that are not encrypted are accepted, because plain is in encryptionKeys: whoever can write"
                            + " to the repository can make up sessions. Remove it when the tokens of before have expired");
        }
    }
}
