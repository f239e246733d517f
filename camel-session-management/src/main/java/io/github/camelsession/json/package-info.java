/** Reads fields from message bodies of any type, and adds attributes to them. */
@NullMarked
package io.github.camelsession.json;

import org.jspecify.annotations.NullMarked;
