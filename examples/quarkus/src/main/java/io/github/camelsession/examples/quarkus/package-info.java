/** An application of Camel Quarkus that uses the component. Nothing of the component is in here. */
@NullMarked
package io.github.camelsession.examples.quarkus;

import org.jspecify.annotations.NullMarked;
