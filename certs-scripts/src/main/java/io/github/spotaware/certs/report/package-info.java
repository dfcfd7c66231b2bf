/** What {@code show-certs} says: pure, from what was read. */
@NullMarked
package io.github.spotaware.certs.report;

import org.jspecify.annotations.NullMarked;
