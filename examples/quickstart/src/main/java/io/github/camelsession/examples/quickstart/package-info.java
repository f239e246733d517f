/** The quick start: an application that uses the component. Nothing of the component is in here. */
@NullMarked
package io.github.camelsession.examples.quickstart;

import org.jspecify.annotations.NullMarked;
