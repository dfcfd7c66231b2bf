/** Broken variants of the protocol, each to be caught: checks of the checker. */
@NullMarked
package io.github.spotaware.simulation.variant;

import org.jspecify.annotations.NullMarked;
