/** Fields out of any message body, attributes into it. */
@NullMarked
package io.github.camelsession.json;

import org.jspecify.annotations.NullMarked;
