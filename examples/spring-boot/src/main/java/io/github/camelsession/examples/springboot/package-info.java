/** A resource server in Spring Boot that uses the component. Nothing of the component is in here. */
@NullMarked
package io.github.camelsession.examples.springboot;

import org.jspecify.annotations.NullMarked;
