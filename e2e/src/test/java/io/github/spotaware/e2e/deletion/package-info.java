/** Direct deletes of pods, with {@code guard-deletes} and without. */
@NullMarked
package io.github.spotaware.e2e.deletion;

import org.jspecify.annotations.NullMarked;
