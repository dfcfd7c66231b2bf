/** What must stay true of every run, and what a run has covered. */
@NullMarked
package io.github.spotaware.simulation.check;

import org.jspecify.annotations.NullMarked;
