/** What Camel sees of {@code session-token}: component, endpoint, producer, and the making of tokens. */
@NullMarked
package io.github.camelsession.login;

import org.jspecify.annotations.NullMarked;
