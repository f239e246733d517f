/** The Camel component, and everything that a route author touches. */
@NullMarked
package io.github.camelsession;

import org.jspecify.annotations.NullMarked;
