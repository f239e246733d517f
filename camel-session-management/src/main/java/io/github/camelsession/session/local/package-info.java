/** Sessions that live as long as one execution. */
@NullMarked
package io.github.camelsession.session.local;

import org.jspecify.annotations.NullMarked;
