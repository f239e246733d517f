/** Sessions that belong to a user: an AggregationRepository behind a SessionStore. */
@NullMarked
package io.github.camelsession.session.global;

import org.jspecify.annotations.NullMarked;
