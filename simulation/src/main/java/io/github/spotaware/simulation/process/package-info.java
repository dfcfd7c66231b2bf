/**
 * The processes of the project as the simulation runs them: the production classes over ports that
 * lead to the in-memory cluster, and that lose, delay and crash.
 */
@NullMarked
package io.github.spotaware.simulation.process;

import org.jspecify.annotations.NullMarked;
