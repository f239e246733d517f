/** The session itself: its immutable state, and the port to the place where it is kept. Does not depend on Camel. */
@NullMarked
package io.github.camelsession.session;

import org.jspecify.annotations.NullMarked;
