/** Runs scenarios, judges them, shrinks what fails, and tells about it: {@code ./simulate}. */
@NullMarked
package io.github.spotaware.simulation.run;

import org.jspecify.annotations.NullMarked;
