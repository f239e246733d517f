/** The session itself: immutable state, and the port behind which it is kept. Nothing here knows Camel. */
@NullMarked
package io.github.camelsession.session;

import org.jspecify.annotations.NullMarked;
