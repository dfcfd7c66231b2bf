/** What becomes of a count of 1 that someone writes during a surge. */
@NullMarked
package io.github.spotaware.e2e.guard;

import org.jspecify.annotations.NullMarked;
