/** Virtual time, chance from a seed, and the trace: what makes a run a function of its seed. */
@NullMarked
package io.github.spotaware.simulation.kernel;

import org.jspecify.annotations.NullMarked;
