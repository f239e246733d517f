/** From the text on the wire to the proof of who calls. */
@NullMarked
package io.github.camelsession.token;

import org.jspecify.annotations.NullMarked;
