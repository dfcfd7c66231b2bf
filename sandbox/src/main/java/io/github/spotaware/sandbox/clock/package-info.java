/** Runs the model's virtual time on the real clock, on one thread. */
@NullMarked
package io.github.spotaware.sandbox.clock;

import org.jspecify.annotations.NullMarked;
